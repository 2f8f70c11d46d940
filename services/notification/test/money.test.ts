import { type Currency, currency } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moneyIn } from '../src/domain/money.ts'

const noBreak = '\u00a0'

describe('an amount in an e-mail', () => {
  it.each<[Currency, number, string]>([
    ['EUR', 1_099, '€10.99'],
    ['EUR', 5, '€0.05'],
    ['USD', 99_999_999_999, '$999,999,999.99'],
    ['JPY', 1_099, '¥1,099'],
    ['KWD', 10_990, `KWD${noBreak}10.990`],
    ['IQD', 1_500, `IQD${noBreak}1.500`],
    ['IDR', 1_500_000, `IDR${noBreak}15,000.00`],
    ['HUF', 99_900, `HUF${noBreak}999.00`],
  ])('when it is %s %i, it reads %s', (code, amountMinor, text) => {
    expect(moneyIn(code)(amountMinor)).toBe(text)
  })

  it('when it is read again, it is the same amount in any currency', () => {
    fc.assert(
      fc.property(fc.constantFrom(...currency.options), fc.nat(99_999_999_999), (code, amountMinor) => {
        expect(Number(moneyIn(code)(amountMinor).replace(/\D/g, ''))).toBe(amountMinor)
      }),
    )
  })
})
