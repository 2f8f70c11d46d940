import { describe, expect, it } from 'vitest'
import { formatMoney } from '../../client/src/format/money.ts'

describe('an amount in the way of who reads it', () => {
  it.each([
    ['en-GB', 123_456, 'EUR', '€1,234.56'],
    ['de-DE', 123_456, 'EUR', '1.234,56 €'],
    ['ja-JP', 1_234, 'JPY', '￥1,234'],
    ['en-GB', 1_234, 'KWD', 'KWD 1.234'],
    ['en-GB', 5_000, 'HUF', 'HUF 50.00'], // Intl alone would show no digits: CLDR has none for it
    ['en-GB', 0, 'GBP', '£0.00'],
    ['en-GB', 99_999_999_999, 'GBP', '£999,999,999.99'],
  ] as const)('when %s reads %i minor units of %s, it is %s', (locale, amountMinor, currency, expected) => {
    expect(formatMoney({ amountMinor, currency }, locale).replaceAll(/\s/g, ' ')).toBe(expected)
  })
})
