import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullJitterMs } from '../src/index.ts'

describe('full jitter', () => {
  it('when attempts go on, it doubles the upper bound until the cap', () => {
    const upperBounds = [0, 1, 2, 3, 4, 5].map((attempt) =>
      fullJitterMs({ baseMs: 100, attempt, capMs: 1_000, random: () => 1 }),
    )
    expect(upperBounds).toEqual([100, 200, 400, 800, 1_000, 1_000])
  })

  it('when chance is anything and the attempt any number, it stays a whole number between 0 and the cap', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(chance, fc.nat(5_000), fc.integer({ min: 1, max: 10_000 }), (random, attempt, capMs) => {
        const pauseMs = fullJitterMs({ baseMs: 100, attempt, capMs, random: () => random })
        return Number.isInteger(pauseMs) && pauseMs >= 0 && pauseMs <= capMs
      }),
    )
  })
})
