import type { PaymentSummary } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { differenceOf, type ListedPayment } from '../src/domain/comparison.ts'

const ours = (status: PaymentSummary['status']) =>
  ({ id: 'p', status, amountMinor: 100, currency: 'EUR' }) as PaymentSummary
const theirs = (status: ListedPayment['status'], changes = {}): ListedPayment => ({
  ...{ merchantReference: 'p', status, amountMinor: 100, currency: 'EUR' },
  ...changes,
})

describe('the comparison with the provider', () => {
  it.each([
    ['succeeded', 'succeeded', undefined],
    ['failed', 'failed', undefined],
    ['expired', 'failed', undefined],
    ['pending', 'undecided', undefined],
    ['pending', 'failed', undefined],
    ['pending', 'succeeded', 'succeeded there, pending here'],
    ['failed', 'succeeded', 'succeeded there, failed here'],
    ['expired', 'succeeded', 'succeeded there, expired here'],
    ['succeeded', 'failed', 'failed there, succeeded here'],
    ['succeeded', 'undecided', 'undecided there, succeeded here'],
  ] as const)('when it is %s here and %s there, the difference is %s', (here, there, difference) => {
    expect(differenceOf(ours(here), theirs(there))).toBe(difference)
  })

  it('when the figures differ, or we do not know it, that is the difference', () => {
    expect(differenceOf(ours('succeeded'), theirs('succeeded', { amountMinor: 99 }))).toBe('99 EUR instead of 100 EUR')
    expect(differenceOf(ours('succeeded'), theirs('succeeded', { currency: 'SEK' }))).toBe('100 SEK instead of 100 EUR')
    expect(differenceOf(undefined, theirs('failed'))).toContain('do not know')
  })
})
