import { type Currency, maxAmountMinor, type OrderItem } from '@waybill/contracts'
import { AppError } from '@waybill/errors'

export type OrderRequest = {
  userId: string
  name?: string | undefined
  customerName: string
  customerEmail: string
  currency: Currency
  items: OrderItem[]
}

export type DraftOrder = Required<Omit<OrderRequest, 'name'>> & { id: string; name: string; totalMinor: number }

/** An order as it will be stored. Refused when its total is 0 or beyond the limit. */
export function draftOrder(request: OrderRequest, id: string, random: () => number): DraftOrder {
  const totalMinor = totalOf(request.items)
  if (totalMinor < 1 || totalMinor > maxAmountMinor) {
    throw new AppError('invalid', 'invalid-request', 'The total of the order is out of range', {
      errors: [{ path: 'json.items', message: `the total must be from 1 to ${maxAmountMinor} minor units` }],
    })
  }
  return { ...request, id, totalMinor, name: request.name ?? `Order-${eightDigits(random)}` }
}

/** Exact: each factor is checked at the door, and a product beyond 2^53 is beyond the limit however it rounds. */
export function totalOf(items: readonly Pick<OrderItem, 'quantity' | 'unitPriceMinor'>[]): number {
  return items.reduce((sum, item) => sum + item.quantity * item.unitPriceMinor, 0)
}

const eightDigits = (random: () => number) =>
  Math.floor(random() * 100_000_000)
    .toString()
    .padStart(8, '0')
