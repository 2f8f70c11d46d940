import { once } from 'node:events'
import { startAppHost } from './app-host.ts'
import { explain } from './screen/explain.ts'
import { renderOverview } from './screen/overview.ts'
import { terminalPaint } from './screen/terminal-paint.ts'

const paint = terminalPaint()
const say = (text: string) => process.stdout.write(`${text}\n`)
process.stdout.on('error', () => {}) // `npm start | head` closes it; the parts must still be stopped in order

const stop = new AbortController()
const force = new AbortController()
let failed = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => onStopSignal(signal))

function onStopSignal(signal: NodeJS.Signals): void {
  if (!stop.signal.aborted) {
    say(paint(`\n${signal}: stopping everything, the last started first. Once more to kill it.`, 'yellow'))
    stop.abort(new Stopped())
  } else if (signal === 'SIGINT') force.abort()
}

// A fault of ours must not leave the parts running without anyone who watches them.
process.on('uncaughtException', (error) => {
  console.error(error)
  failed = true
  stop.abort(new Stopped())
})

class Stopped extends Error {}

async function run(): Promise<number> {
  say('Waybill starts. The first time takes a little longer.')
  const host = await startAppHost({
    ports: { environment: process.env },
    seed: true,
    signal: stop.signal,
    force: force.signal,
  })
  const resources = host.names.map(host.resource)
  const { opsKey } = host.secrets
  say(renderOverview({ ...host, opsKey, controlUrl: host.control.url, resources, paint }))
  if (!stop.signal.aborted) await once(stop.signal, 'abort')
  await host.stop()
  say('Everything is stopped. The data is kept; npm run reset wipes it.')
  return failed ? 1 : 0
}

process.exitCode = await run().catch((error: Error) => {
  if (error instanceof Stopped) return failed ? 1 : 0
  console.error(explain(error))
  return 1
})
