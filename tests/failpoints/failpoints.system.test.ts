import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allCases, shortCases } from './src/cases.ts'
import { conclude } from './src/conclude.ts'
import { hurry } from './src/hurry.ts'
import { runCase } from './src/run-case.ts'
import { startWorld, type World } from './src/world.ts'

const isLong = process.env.WAYBILL_TESTS === 'long'
const cases = isLong ? allCases : shortCases
const limitMs = isLong ? 3_600_000 : 180_000

let world: World
beforeAll(async () => {
  world = await startWorld({ seed: 11, signal: AbortSignal.timeout(limitMs) })
}, 90_000)
afterAll(() => world?.end(), 60_000)

describe('at a failpoint', () => {
  it.each(cases.map((each) => ({ ...each, name: each.point.name })))(
    'when there is "$variant" at "$name", then it is met, and there is a rival if it takes one',
    async (each) => {
      const { by, proof, tookMs } = await runCase(world, each, { isHurried: !isLong })
      console.log(`${each.point.name} | ${each.variant} | ${by} | ${proof} | ${Math.round(tookMs)} ms`)
    },
    150_000,
  )

  it('when all of them were met, then everything settles and every invariant holds', async () => {
    if (!isLong) await hurry(world)
    const { settledMs, ...conclusion } = await conclude(world)
    console.log(`settled after ${settledMs} ms`)
    expect(conclusion).toEqual({ violations: [], unrest: {} })
  }, 300_000)
})
