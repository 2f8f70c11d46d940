import { foldName, type OrderPage, type OrderStatus, type OrderSummary, paginationOf } from '@waybill/contracts'
import { decodeCursor, encodeCursor } from '../domain/page-cursor.ts'
import type { OrderSearch } from '../repositories/order-search.ts'

export type SearchRequest = {
  userId: string
  name?: string | undefined
  status?: OrderStatus | undefined
  page?: number | undefined
  pageSize?: number | undefined
  after?: string | undefined
}

/** Orders whose name contains the term, without regard to case and accents; white space around the term does not count. */
export function createSearchOrders(deps: { search: OrderSearch }) {
  return async (request: SearchRequest): Promise<OrderPage> => {
    const pageSize = request.pageSize ?? 20
    const page = request.after === undefined ? (request.page ?? 1) : null
    const term = { userId: request.userId, foldedName: foldName((request.name ?? '').trim()), status: request.status }
    const { total, orders } =
      page === null
        ? await deps.search.after({ ...term, limit: pageSize + 1, ...decodeCursor(request.after ?? '') })
        : await deps.search.page({ ...term, limit: pageSize + 1, offset: (page - 1) * pageSize })
    const data = orders.slice(0, pageSize)
    const nextAfter = orders.length > pageSize ? cursorOf(data.at(-1)) : null
    return { data, pagination: paginationOf({ page, pageSize }, total, nextAfter) }
  }
}

export type SearchOrders = ReturnType<typeof createSearchOrders>

const cursorOf = (order: OrderSummary | undefined) =>
  order ? encodeCursor({ createdAtMs: Date.parse(order.createdAt), id: order.id }) : null
