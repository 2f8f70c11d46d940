import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pauseMs, webhooksOf } from '../src/domain/deliveries.ts'
import { outcomeOf } from '../src/domain/outcome.ts'

describe('the outcome of a payment', () => {
  it('when the amount ends in .99 it succeeds, in .11 it fails, else it is the default', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), (amountMinor) => {
        const decided = { 99: 'succeeded', 11: 'failed' }[amountMinor % 100]
        expect(outcomeOf(amountMinor, 'succeeded')).toBe(decided ?? 'succeeded')
        expect(outcomeOf(amountMinor, 'failed')).toBe(decided ?? 'failed')
      }),
    )
  })
})

describe('the webhooks of a payment', () => {
  const scenario = fc.constantFrom(
    ...(['duplicate', 'out-of-order', 'early', 'late', 'bad-signature', 'stale-timestamp', 'contradictory'] as const),
    null,
  )
  const chance = fc.double({ min: 0, max: 0.999, noNaN: true })

  it('when the payment failed, none says that it succeeded, and when it succeeded, one says so', () => {
    fc.assert(
      fc.property(scenario, chance, (name, value) => {
        const types = (outcome: 'succeeded' | 'failed') =>
          webhooksOf(outcome, name, { random: () => value, lateMs: 20_000 }).map((webhook) => webhook.type)
        expect(types('failed')).not.toContain('payment.succeeded')
        expect(types('failed')).toContain('payment.failed')
        expect(types('succeeded')).toContain('payment.succeeded')
      }),
    )
  })

  it('when the scenario is `never`, there is none', () => {
    expect(webhooksOf('succeeded', 'never', { random: () => 0, lateMs: 0 })).toEqual([])
  })

  it('when an event is duplicated, all copies share its id', () => {
    const copies = webhooksOf('succeeded', 'duplicate', { random: () => 0.99, lateMs: 0 })
    expect(copies).toHaveLength(5)
    expect(new Set(copies.map((copy) => copy.event))).toEqual(new Set([0]))
  })

  it('when a webhook is not acknowledged, the pause doubles up to its cap', () => {
    expect([1, 2, 3, 10].map((attempts) => pauseMs(attempts, 60_000))).toEqual([500, 1_000, 2_000, 60_000])
  })
})
