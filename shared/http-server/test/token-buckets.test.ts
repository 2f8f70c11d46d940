import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTokenBuckets } from '../src/token-buckets.ts'

function bucketsAt(rate: { perSecond: number; burst: number; maxCallers?: number }) {
  let atMs = 0
  const take = createTokenBuckets({ maxCallers: 100, ...rate, monotonicMs: () => atMs })
  const times = (count: number, caller = 'a') => Array.from({ length: count }, () => take(caller))
  const wait = (ms: number) => {
    atMs += ms
  }
  return { take, times, wait }
}

const granted = (answers: number[]) => answers.filter((seconds) => seconds === 0).length

describe('a token bucket', () => {
  it('when it is empty, it says how long until there is a token, and keeps its word', () => {
    const { take, times, wait } = bucketsAt({ perSecond: 4, burst: 3 })
    expect(times(4)).toEqual([0, 0, 0, 0.25])
    wait(100)
    expect(take('a')).toBeCloseTo(0.15)
    wait(150)
    expect(times(2)).toEqual([0, 0.25])
  })

  it('when a caller was silent for long, there are no more than `burst`', () => {
    const { times, wait } = bucketsAt({ perSecond: 10, burst: 5 })
    wait(3_600_000)
    expect(granted(times(20))).toBe(5)
    wait(3_600_000)
    expect(granted(times(20))).toBe(5)
  })

  it('when one caller has used all, another has lost nothing', () => {
    const { times } = bucketsAt({ perSecond: 1, burst: 5 })
    expect(granted(times(9, 'a'))).toBe(5)
    expect(granted(times(9, 'b'))).toBe(5)
  })

  it('when the rate is 0, nobody is limited', () => {
    expect(granted(bucketsAt({ perSecond: 0, burst: 1 }).times(1_000))).toBe(1_000)
  })

  it('when there are more callers than are remembered, who was silent longest is forgotten, and no one else', () => {
    const { times } = bucketsAt({ perSecond: 1, burst: 2, maxCallers: 4 })
    times(3, 'silent')
    times(3, 'busy')
    for (const stranger of ['b', 'c', 'd', 'e']) {
      times(1, stranger)
      expect(granted(times(1, 'busy'))).toBe(0)
    }
    expect(granted(times(3, 'silent'))).toBe(2)
  })

  it('when requests come at any times, no more than burst + rate × time are granted, and a wait that was kept is', () => {
    const pauses = fc.array(fc.double({ min: 0, max: 3_000, noNaN: true }), { maxLength: 60 })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        pauses,
        (perSecond, burst, waits) => {
          const { take, wait } = bucketsAt({ perSecond, burst })
          const answers = waits.map((ms) => {
            wait(ms)
            return take('a')
          })
          const elapsedMs = waits.reduce((sum, ms) => sum + ms, 0)
          expect(granted(answers)).toBeLessThanOrEqual(burst + (elapsedMs / 1_000) * perSecond)
          wait((answers.at(-1) ?? 0) * 1_000 + 0.001)
          if (answers.length > 0 && answers.at(-1) !== 0) expect(take('a')).toBe(0)
        },
      ),
    )
  })
})
