// npm run soak -- --minutes 60: a steady load on the whole system, what it costs every 10 s, and whether anything of it grows.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startAppHost } from '@waybill/apphost'
import { inspectable, inspectorOf } from './heap.ts'
import { startSteadyLoad } from './steady-load.ts'
import { takeSample } from './take-sample.ts'
import { growthFaults, growthOf, restartFaults, type Sample, tableOf } from './verdict.ts'

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    orders: { type: 'string', default: '2' },
    every: { type: 'string', default: '10' },
    report: { type: 'string' },
  },
})
const [minutes, ordersPerSecond, everySeconds] = [given.minutes, given.orders, given.every].map(Number) as number[]
if (![minutes, ordersPerSecond, everySeconds].every((value) => value !== undefined && value > 0)) {
  console.error('npm run soak -- --minutes 60 --orders 2 (per second) --every 10 (seconds) --report <file.json>')
  process.exit(1)
}

const stopping = new AbortController()
process.on('SIGINT', () => stopping.abort()).on('SIGTERM', () => stopping.abort())
const host = await startAppHost({
  ...{ ports: 'free', dataFolder: mkdtempSync(join(tmpdir(), 'waybill-soak-')), silent: true },
  ...{ delays: { webhookMs: { min: 100, max: 1_000 } }, environment: { '*': { ...inspectable, LOG_LEVEL: 'warn' } } },
})
const samples: Sample[] = []
let failed = 0
try {
  await soak()
} finally {
  await host.remove()
}
const growths = growthOf(samples)
if (given.report) writeFileSync(given.report, JSON.stringify(samples))
console.log(tableOf(growths))
const faults = [...growthFaults(growths), ...restartFaults(samples)]
if (failed > 0) faults.push(`${failed} requests failed`)
if (!growths.some(({ verdict }) => verdict !== '')) console.log('\nGrowth is not judged: that needs an hour.')
console.log(faults.length === 0 ? '\nNothing grows, ends or fails.' : `\n${faults.join('\n')}`)
process.exitCode = faults.length === 0 ? 0 : 1

/** Ends early when it is told to; what was counted by then is reported. */
async function soak(): Promise<void> {
  const inspectors = new Map(host.names.flatMap((name) => inspectorEntry(name)))
  const load = startSteadyLoad({
    ...{ order: host.resource('order').url, web: host.resource('web').url, perSecond: ordersPerSecond as number },
    authorization: `Bearer ${host.secrets.serviceKey}`,
  })
  const startedAt = performance.now()
  const elapsedHours = () => (performance.now() - startedAt) / 3_600_000
  while (!stopping.signal.aborted && elapsedHours() * 60 < (minutes as number)) {
    await pause((everySeconds as number) * 1_000, undefined, { signal: stopping.signal }).catch(() => {})
    samples.push({ hours: elapsedHours(), values: await takeSample(host, inspectors) })
    console.log(`${(elapsedHours() * 60).toFixed(1)} min`, JSON.stringify(load.done))
  }
  await load.stop()
  failed = load.done.failed ?? 0
}

function inspectorEntry(name: string): [string, string][] {
  const address = inspectorOf(host.resource(name).logs())
  return address === undefined ? [] : [[name, address]]
}
