import { randomUUIDv7 } from 'node:crypto'
import type { InternalOrder } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'

/** Creates an order, checks it out and waits until its jobs are done; the ids of all that came of it. */
export async function placePaidOrder(urls: Record<string, string>, serviceKey: string) {
  const userId = randomUUIDv7()
  const credential = { authorization: `Bearer ${serviceKey}` }
  const call = async (service: string, path: string, options: RequestInit = {}) => {
    const headers = { ...credential, 'content-type': 'application/json', 'idempotency-key': randomUUIDv7() }
    const answer = await fetch(`${urls[service]}${path}`, { headers: options.body ? headers : credential, ...options })
    return JSON.parse(await answer.text())
  }

  const orders = `/api/internal/v1/users/${userId}/orders`
  const items = [{ sku: 'mug', name: 'Mug', quantity: 1, unitPriceMinor: 1_999 }]
  const order = { name: 'Known', customerName: 'Ann', customerEmail: 'ann@example.com', currency: 'EUR', items }
  const { id: orderId } = await call('order', orders, { method: 'POST', body: JSON.stringify(order) })
  await call('order', `/api/v1/users/${userId}/orders/${orderId}/checkout`, { method: 'POST', body: '{}' })

  const settled = await waitFor(
    async () => {
      const now: InternalOrder = await call('order', `${orders}/${orderId}`)
      return now.processes[0]?.status === 'completed' && now
    },
    { what: 'the order to be paid with all its jobs done', timeoutMs: 30_000, intervalMs: 100 },
  )
  const [email] = (await call('notification', `/api/internal/v1/emails?orderId=${orderId}`)).data
  const [mail] = (await call('mailbox', '/api/v1/messages')).messages
  const [checkout] = settled.checkouts
  return {
    ...{ userId, orderId, processId: settled.processes[0]?.id ?? '', emailId: email.id, ID: mail.ID },
    ...{ paymentId: checkout?.paymentId ?? '', checkoutId: checkout?.id ?? '' },
  }
}
