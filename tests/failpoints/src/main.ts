// Failpoints by hand: node scripts/run.mjs tests/failpoints/src/main.ts [--only <pattern>] [--variant 'crash after'] [--short] [--hurry]
import { parseArgs } from 'node:util'
import { allCases, shortCases } from './cases.ts'
import { conclude } from './conclude.ts'
import { hurry } from './hurry.ts'
import { runCase } from './run-case.ts'
import { startWorld } from './world.ts'

const longestMs = 7_200_000

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    variant: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
    hurry: { type: 'boolean', default: false },
    seed: { type: 'string', default: '11' },
  },
})
const isHurried = values.hurry || values.short
/** Interrupted, it meets no more failpoints, and tells what became of those that it met. */
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())

const cases = (values.short ? shortCases : allCases).filter(
  ({ point, variant }) => new RegExp(values.only).test(point.name) && variant.includes(values.variant),
)
const beganAt = performance.now()
const seconds = () => `${((performance.now() - beganAt) / 1_000).toFixed(1)} s`
const world = await startWorld({ seed: Number(values.seed), signal: AbortSignal.timeout(longestMs) })
console.log(`${cases.length} cases; started after ${seconds()}`)
let failed = 0
try {
  for (const each of cases) {
    if (interrupted.signal.aborted) break
    const outcome = await runCase(world, each, { isHurried }).catch((error: unknown) => ({ error }))
    if ('error' in outcome) failed += 1
    const words = 'error' in outcome ? `FAILED: ${outcome.error}` : `${outcome.by}, ${outcome.proof}`
    console.log(`${seconds()} | ${each.point.name} | ${each.variant} | ${words}`)
  }
  if (isHurried) await hurry(world)
  const conclusion = await conclude(world)
  console.log(`${seconds()} | ${failed} failed`, JSON.stringify(conclusion, null, 1))
  process.exitCode = failed + conclusion.violations.length > 0 ? 1 : 0
} finally {
  await world.end()
}
console.log(`all in ${seconds()}`)
