import { type Currency, minorUnitDigits } from '@waybill/contracts'

/** Minor units of the currency, such as 1099 of EUR, as `€10.99`; JPY has no minor digits, KWD has three. */
export function moneyIn(currency: Currency): (amountMinor: number) => string {
  const digits = minorUnitDigits(currency)
  const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, ...shown })
  return (amountMinor) => format.format(amountMinor / 10 ** digits)
}
