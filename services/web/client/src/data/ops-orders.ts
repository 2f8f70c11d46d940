import { queryOptions } from '@tanstack/react-query'
import { type OrderStatus, ordersInternalApi } from '@waybill/contracts'
import { type Age, momentBefore } from '../format/ages.ts'
import { live, liveList, opsRequest, pageQuery } from './ops-request.ts'

export type OrderFilters = {
  orderId?: string | undefined
  status?: OrderStatus | undefined
  olderThan?: Age | undefined
  page?: number | undefined
}

/** One page of the orders of all users, newest first. */
export const ordersQuery = (filters: OrderFilters) =>
  queryOptions({
    queryKey: ['ops', 'order', 'orders', filters],
    queryFn: ({ signal }) =>
      opsRequest(ordersInternalApi.list, { query: queryOf(filters) }, signal).then(({ body }) => body),
    ...liveList,
  })

const queryOf = ({ page, olderThan, ...filters }: OrderFilters) => ({
  ...filters,
  olderThan: momentBefore(olderThan),
  ...pageQuery(page),
})

/** One order with everything that the order service knows. */
export const orderQuery = (params: { userId: string; orderId: string }) =>
  queryOptions({
    queryKey: ['ops', 'order', 'orders', params],
    queryFn: ({ signal }) => opsRequest(ordersInternalApi.get, { params }, signal).then(({ body }) => body),
    ...live(2_000),
  })
