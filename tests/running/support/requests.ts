import type { Placed } from '@waybill/system-tests'
import type { Asked } from './ask.ts'
import { newOrder } from './shop.ts'

const health: Asked = { path: '/livez' }

/** What each process is asked while it is stopped: what it reads, and where it is safe also what it writes. */
export function requestsOf(name: string, { userId, orderId }: Placed, authorization: string): (() => Asked)[] {
  const read = (path: string) => () => ({ path, headers: { authorization } })
  const orders = `/api/v1/users/${userId}/orders`
  const requests: Record<string, (() => Asked)[]> = {
    order: [read(orders), read(`${orders}/${orderId}`), () => newOrder(authorization, userId)],
    payment: [read(`/api/internal/v1/payments?orderId=${orderId}`)],
    notification: [read(`/api/internal/v1/emails?orderId=${orderId}`)],
    'e-wallet': [read('/control/scenarios')],
    production: [read('/control/journal')],
    invoice: [read('/control/journal')],
    mailbox: [read('/api/v1/messages?limit=1')],
    web: [read('/'), read(orders), read(`${orders}/${orderId}`)],
  }
  return requests[name] ?? [() => health]
}

/** Asks for each in turn. */
export function inTurn(requests: readonly (() => Asked)[]): () => Asked {
  let turn = 0
  return () => (requests[turn++ % requests.length] as () => Asked)()
}
