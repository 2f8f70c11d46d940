import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type OrderStatus, ordersApi } from '@waybill/contracts'
import { request } from './request.ts'

export type OrderFilter = { name?: string | undefined; status?: OrderStatus | undefined; page?: number | undefined }

/** One page of a user's orders. While another is asked for, the one before stays; a request that nobody waits for is aborted. */
export const ordersQuery = (userId: string, { name, status, page }: OrderFilter) =>
  queryOptions({
    queryKey: ['orders', userId, 'search', { name, status, page }],
    queryFn: async ({ signal }) => {
      const query = { name, status, page: page?.toString() }
      return (await request(ordersApi.search, { params: { userId }, query: present(query) }, signal)).body
    },
    placeholderData: keepPreviousData,
  })

const present = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
