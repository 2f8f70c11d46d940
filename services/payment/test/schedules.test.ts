import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  jittered,
  reconcilePause,
  unconfirmedPause,
  waitingLongAttempt,
  waitingPause,
} from '../src/domain/schedules.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const from1 = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('the schedules', () => {
  it('when a pause is jittered, it is within 20 % of what was meant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_600 }), chance, (seconds, value) => {
        const pause = jittered(seconds, () => value)
        expect(pause).toBeGreaterThanOrEqual(seconds * 0.8)
        expect(pause).toBeLessThanOrEqual(seconds * 1.2)
      }),
    )
  })

  it('when the provider stays undecided, the steps are taken in turn and the last one for ever', () => {
    const schedule = [15, 30, 60, 120, 300, 900, 3_600]
    const pauses = from1(9).map((step) => reconcilePause(schedule, step - 1, () => 0.5))
    expect(pauses).toEqual([15, 30, 60, 120, 300, 900, 3_600, 3_600, 3_600])
  })

  it('when a payment is unknown, its event is tried after 1, 2, 4 … 60 s, a quarter of an hour before it is reported', () => {
    expect(from1(8).map(waitingPause)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    const waited = from1(waitingLongAttempt - 1).reduce((sum, attempt) => sum + waitingPause(attempt), 0)
    expect(waited).toBeGreaterThan(14 * 60)
    expect(waited).toBeLessThan(16 * 60)
  })

  it('when a failure is not confirmed, it is tried after 1, 2, 4, 8 s and then every 8 s', () => {
    expect(from1(6).map(unconfirmedPause)).toEqual([1, 2, 4, 8, 8, 8])
  })
})
