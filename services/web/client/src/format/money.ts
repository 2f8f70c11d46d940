import { type Currency, minorUnitDigits } from '@waybill/contracts'

type Amount = { amountMinor: number; currency: Currency }

/** An amount in the user's own way of writing, with the currency's ISO 4217 digits: 1234 of JPY is ¥1,234, of EUR €12.34. */
export function formatMoney({ amountMinor, currency }: Amount, locale?: string): string {
  const digits = minorUnitDigits(currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(amountMinor / 10 ** digits)
}
