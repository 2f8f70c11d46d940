// npm run chaos -- --orders 300 --seconds 90 --seeds 7,12,23 --faults kill,network,clients --report runs.json
import { writeFileSync } from 'node:fs'
import { readOptions } from './options.ts'
import { describeRuns } from './report.ts'
import { runChaos } from './run-chaos.ts'
import type { RunSummary } from './summary.ts'

const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
process.once('SIGTERM', () => interrupted.abort(new Error('interrupted')))

/** One run after the other. The file has the reports of all that have ended so far. */
async function runAll(args: string[]): Promise<boolean> {
  const { seeds, report, ...options } = readOptions(args)
  const runs: RunSummary[] = []
  const deps = { say: console.log, now: () => new Date(), signal: interrupted.signal }
  for (const seed of seeds) {
    const { summary } = await runChaos({ ...options, seed }, deps)
    runs.push(summary)
    if (report) writeFileSync(report, `${JSON.stringify(runs, null, 1)}\n`)
  }
  if (runs.length > 1) for (const line of describeRuns(runs)) console.log(line)
  return runs.every(({ isGreen }) => isGreen)
}

try {
  process.exitCode = (await runAll(process.argv.slice(2))) ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
