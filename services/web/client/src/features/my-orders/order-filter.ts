import { orderStatus } from '@waybill/contracts'
import type { OrderFilter } from '../../data/orders.ts'
import { pageOf } from '../../format/search-params.ts'

/** The longest term that the search takes. */
export const longestTerm = 200

/** The filter that an address carries. What is not understood is undefined, so that every address shows something. */
export function readOrderFilter(raw: Record<string, unknown>): OrderFilter {
  const name = String(raw.name ?? '')
    .replace(/\p{Cc}/gu, '') // the server refuses them
    .slice(0, longestTerm)
  return {
    name: name.trim() === '' ? undefined : name,
    status: orderStatus.options.find((status) => status === raw.status),
    page: pageOf(raw.page),
  }
}
