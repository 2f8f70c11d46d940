// Failpoints by hand: node scripts/run.mjs tests/failpoints/src/main.ts [--only <part of a name>] [--variant 'crash after'] [--short]
import { parseArgs } from 'node:util'
import { allCases, shortCases } from './cases.ts'
import { conclude } from './conclude.ts'
import { hurry } from './hurry.ts'
import { runCase } from './run-case.ts'
import { startWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    variant: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: '11' },
  },
})
const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
process.once('SIGTERM', () => interrupted.abort(new Error('terminated')))

const cases = (values.short ? shortCases : allCases).filter(
  ({ point, variant }) => point.name.includes(values.only) && variant.includes(values.variant),
)
const beganAt = performance.now()
const seconds = () => `${((performance.now() - beganAt) / 1_000).toFixed(1)} s`
const world = await startWorld({ seed: Number(values.seed), signal: interrupted.signal })
console.log(`${cases.length} cases; started after ${seconds()}`)
let failed = 0
try {
  for (const each of cases) {
    interrupted.signal.throwIfAborted()
    const outcome = await runCase(world, each, { isHurried: values.short }).catch((error: unknown) => ({ error }))
    if ('error' in outcome) failed += 1
    const words = 'error' in outcome ? `FAILED: ${outcome.error}` : `${outcome.by}, ${outcome.proof}`
    console.log(`${seconds()} | ${each.point.name} | ${each.variant} | ${words}`)
  }
  if (values.short) await hurry(world)
  const conclusion = await conclude(world)
  console.log(`${seconds()} | ${failed} failed`, JSON.stringify(conclusion, null, 1))
  process.exitCode = failed + conclusion.violations.length > 0 ? 1 : 0
} finally {
  await world.end()
}
console.log(`all in ${seconds()}`)
