// npm run simulate -- --orders 10000 --seed 7 --seeds 1
import { readOptions } from './options.ts'
import { reportOf, traceOf } from './report.ts'
import { runSimulation } from './run-simulation.ts'

try {
  const { orders, seed, seeds } = readOptions(process.argv.slice(2))
  for (let each = seed; each < seed + seeds; each += 1) {
    const startedMs = performance.now()
    const run = await runSimulation({ seed: each, orders })
    console.log(reportOf(run, orders, (performance.now() - startedMs) / 1_000))
    if (run.violations.length === 0) continue
    console.log(await traceOf(run, orders))
    process.exitCode = 1
  }
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
