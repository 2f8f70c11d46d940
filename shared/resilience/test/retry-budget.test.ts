import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRetryBudget } from '../src/retry-budget.ts'

const budgetAt = (clock: { atMs: number }) =>
  createRetryBudget({ share: 0.1, floor: 3, windowMs: 10_000, monotonicMs: () => clock.atMs })

const take = (budget: ReturnType<typeof createRetryBudget>, times: number) =>
  Array.from({ length: times }, () => budget.takeRetry()).filter(Boolean).length

describe('retry budget', () => {
  it('when there is hardly any traffic, it allows the floor in each window', () => {
    const clock = { atMs: 0 }
    const budget = budgetAt(clock)
    budget.countRequest()
    expect(take(budget, 10)).toBe(3)
    clock.atMs = 9_999
    expect(take(budget, 10)).toBe(0)
    clock.atMs = 10_000
    expect(take(budget, 10)).toBe(3)
  })

  it('when there is traffic, it allows a tenth of the requests', () => {
    const budget = budgetAt({ atMs: 0 })
    for (let i = 0; i < 1_000; i++) budget.countRequest()
    expect(take(budget, 1_000)).toBe(100)
  })

  it('when requests and retries come in any order, no window has more retries than the floor or its share', () => {
    const step = fc.oneof({ weight: 8, arbitrary: fc.constant('request') }, fc.constant('retry'))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 500 }), (steps) => {
        const budget = budgetAt({ atMs: 0 })
        let requests = 0
        let retries = 0
        for (const one of steps) {
          if (one === 'retry') retries += budget.takeRetry() ? 1 : 0
          else requests += 1
          if (one === 'request') budget.countRequest()
        }
        return retries <= Math.max(3, requests * 0.1)
      }),
    )
  })
})
