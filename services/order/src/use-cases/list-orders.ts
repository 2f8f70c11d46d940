import { type OrderPage, type PageRequest, paginationOf, placeOf } from '@waybill/contracts'
import type { OrderFilter, OrderList } from '../repositories/order-list.ts'

/** Orders of all users for operators, newest first. */
export function createListOrders(deps: { orders: OrderList }) {
  return async (query: OrderFilter & PageRequest): Promise<OrderPage> => {
    const { limit, offset } = placeOf(query)
    const { total, data } = await deps.orders.page(query, limit, offset)
    return { data, pagination: paginationOf(query, total) }
  }
}

export type ListOrders = ReturnType<typeof createListOrders>
