// Loaded into every process by NODE_OPTIONS: on SIGUSR2 it writes down what only the process itself can tell.
import { renameSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const { SELF_PORTRAITS: folder } = process.env
const resolution = 10
const delay = monitorEventLoopDelay({ resolution })
delay.enable()

process.on('SIGUSR2', () => {
  const eventLoopP99Ms = Math.max(0, delay.percentile(99) / 1e6 - resolution) // each value holds the wait that was meant
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  const path = `${folder}/${process.pid}.json`
  writeFileSync(`${path}.new`, JSON.stringify({ eventLoopP99Ms, heapMb: (heapUsed + external) / 1_048_576 }))
  renameSync(`${path}.new`, path)
  delay.reset()
})

function collectGarbage(): void {
  const session = new Session()
  session.connect()
  session.post('HeapProfiler.collectGarbage')
  session.disconnect()
}
