import type { NewOrder } from '@waybill/contracts'
import { currencies, orderNames, products } from './catalogue.ts'
import { type DemonstrationUser, demonstrationUsers } from './demonstration-users.ts'

export type DemonstrationOrder = { userId: string; idempotencyKey: string; order: NewOrder }

/** The last two digits of the total decide what the e-wallet does: 99 succeeds, 11 fails, others take its default. */
const endings = [99, 11, 99, 50, 0, 99, 11, 25, 75, 99]

/** The same 200 orders every time, under the same keys: creating them twice creates nothing the second time. */
export function demonstrationOrders(): DemonstrationOrder[] {
  const owners = demonstrationUsers.flatMap((user) => Array.from({ length: user.orders }, () => user))
  return owners.map((user, index) => ({
    userId: user.id,
    idempotencyKey: `demonstration-order-${String(index + 1).padStart(4, '0')}`,
    order: demonstrationOrder(user, index),
  }))
}

function demonstrationOrder(user: DemonstrationUser, index: number): NewOrder {
  const round = Math.floor(index / orderNames.length)
  const name = pick(orderNames, index)
  const currency = pick(currencies, index * 5 + round)
  return {
    name: round === 0 ? name : `${name} (${round + 1})`,
    customerName: user.name,
    customerEmail: user.email,
    currency: currency.code,
    items: itemsEndingIn(pick(endings, index), index, currency.factor),
  }
}

/** One to four products; the price of a single one among them makes the total end as wanted. */
function itemsEndingIn(ending: number, index: number, factor: number): NewOrder['items'] {
  const items = Array.from({ length: 1 + (index % 4) }, (_, line) => {
    const { sku, name, priceMinor } = pick(products, index * 7 + line * 5)
    return {
      sku,
      name,
      quantity: line === 0 ? 1 : 1 + ((index + line) % 3),
      unitPriceMinor: Math.round(priceMinor * factor),
    }
  })
  const [first, ...others] = items
  if (!first) return items
  const total = items.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0)
  const lackingMinor = (ending - (total % 100) + 100) % 100
  return [{ ...first, unitPriceMinor: first.unitPriceMinor + lackingMinor }, ...others]
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}
