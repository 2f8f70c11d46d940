// npm run chaos -- --orders 300 --seconds 90 --seed 7 --faults kill,network,clients
import { readOptions } from './options.ts'
import { runChaos } from './run-chaos.ts'

const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
process.once('SIGTERM', () => interrupted.abort(new Error('interrupted')))

try {
  const options = readOptions(process.argv.slice(2))
  const { isGreen } = await runChaos(options, {
    say: console.log,
    now: () => new Date(),
    signal: interrupted.signal,
  })
  process.exitCode = isGreen ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
