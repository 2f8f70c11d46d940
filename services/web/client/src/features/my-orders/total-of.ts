import type { Pagination } from '@waybill/contracts'
import type { OrderFilter } from '../../data/orders.ts'

/** How many were found, and where among them we are: `1,000+ orders, page 3`. */
export function totalOf(pagination: Pagination, filter: OrderFilter, locale?: string): string {
  const { totalItems, totalIsExact, page } = pagination
  const count = totalItems.toLocaleString(locale) + (totalIsExact ? '' : '+')
  const noun = totalItems === 1 ? 'order' : 'orders'
  const found = filter.name || filter.status ? ` found` : ''
  return `${count} ${noun}${found}${page && page > 1 ? `, page ${page.toLocaleString(locale)}` : ''}`
}
