// Loaded into every process by NODE_OPTIONS: on SIGUSR2 it writes down what only the process itself can tell.
import { renameSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'

const { SELF_PORTRAITS: folder } = process.env
const resolution = 10
const delay = monitorEventLoopDelay({ resolution })
delay.enable()

process.on('SIGUSR2', async () => {
  const eventLoopP99Ms = Math.max(0, delay.percentile(99) / 1e6 - resolution) // each value holds the wait that was meant
  await collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  const path = `${folder}/${process.pid}.json`
  const portrait = { eventLoopP99Ms, heapMb: heapUsed / megabyte, outsideMb: external / megabyte }
  writeFileSync(`${path}.new`, JSON.stringify(portrait))
  renameSync(`${path}.new`, path)
  delay.reset()
})

const megabyte = 1_048_576

/** Twice: what lies outside the heap is counted until some time after its owner was collected. */
async function collectGarbage(): Promise<void> {
  const session = new Session()
  session.connect()
  session.post('HeapProfiler.collectGarbage')
  await pause(200)
  session.post('HeapProfiler.collectGarbage')
  session.disconnect()
}
