import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type OrderDetails, ordersApi } from '@waybill/contracts'
import { newer, stillMoves } from './order-versions.ts'
import { whileDown } from './query-client.ts'
import { request } from './request.ts'

export type OrderKey = { userId: string; orderId: string }

const pollMs = 2_000

const queryKeyOf = ({ userId, orderId }: OrderKey) => ['orders', userId, 'one', orderId] as const

/** One order. Its version never goes back; `poll`: it is asked for again every two seconds, as long as it moves. */
export const orderQuery = (key: OrderKey, { poll }: { poll: boolean }) =>
  queryOptions({
    queryKey: queryKeyOf(key),
    queryFn: ({ client, signal }) => readOrder(key, knownOrder(client, key), signal),
    refetchInterval: (query) => whileDown(query, poll && stillMoves(query.state.data) && pollMs),
  })

export const knownOrder = (client: QueryClient, key: OrderKey) => client.getQueryData<OrderDetails>(queryKeyOf(key))

/** Resolves when it has been asked for again. */
export const refreshOrder = (client: QueryClient, key: OrderKey) =>
  client.invalidateQueries({ queryKey: queryKeyOf(key) })

async function readOrder(params: OrderKey, known: OrderDetails | undefined, signal: AbortSignal) {
  const headers = known ? { 'if-none-match': `"${known.version}"` } : {}
  const answer = await request(ordersApi.get, { params, headers }, signal)
  return newer(known, answer.status === 200 ? answer.body : undefined)
}
