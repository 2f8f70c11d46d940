import { randomUUIDv7 } from 'node:crypto'
import type { JobType, OrderProcessEvent, PaymentOutcome, SendEmail } from '@waybill/contracts'
import { orderProcessEventOf } from '@waybill/test-kit'
import type { Stores } from './stores.ts'

type Order = Stores['order']

export const newId = randomUUIDv7

export function newOrder(userId = newId()) {
  const items = [{ sku: 'cake-1', name: 'Cake', quantity: 2, unitPriceMinor: 550 }]
  const customer = { customerName: 'Åsa', customerEmail: 'asa@example.com', currency: 'EUR' as const }
  return {
    id: newId(),
    userId,
    name: 'Cakes',
    foldedName: 'cakes',
    causeId: newId(),
    totalMinor: 1_100,
    ...customer,
    items,
  }
}

/** An order that exists. */
export async function placed(order: Order) {
  const { id: orderId, userId } = await order.orders.insert(newOrder())
  return { orderId, userId }
}

/** An order that waits for its payment. */
export async function checkedOut(order: Order) {
  const ids = { ...(await placed(order)), checkoutId: newId() }
  await order.checkouts.start({ ...ids, run: undefined })
  return ids
}

type CheckedOut = Awaited<ReturnType<typeof checkedOut>>

export const eventOf = (type: OrderProcessEvent['type'] = 'order-paid') =>
  orderProcessEventOf({ type }, newId) satisfies OrderProcessEvent

/** How an attempt ended, with the process that this starts. */
export function endOf(
  ids: CheckedOut,
  outcome: PaymentOutcome | 'refused' = 'succeeded',
  paymentId: string | null = newId(),
) {
  const jobs: JobType[] = outcome === 'succeeded' ? ['production', 'invoice', 'notification'] : ['notification']
  const event = eventOf(outcome === 'succeeded' ? 'order-paid' : 'order-payment-failed')
  const failureReason = outcome === 'succeeded' ? null : 'declined'
  return { ...ids, paymentId, outcome, failureReason, processId: newId(), jobs, deadlineSeconds: 60, event }
}

/** An order that is paid, with its process. */
export async function paid(order: Order) {
  const end = endOf(await checkedOut(order))
  await order.facts.apply(end)
  return end
}

/** All that is due is published. */
export async function publishAll(order: Order): Promise<void> {
  const claimed = await order.outbox.claimDue({ workerId: 'a relay', fromSeq: 0, limit: 100 })
  await order.outbox.markPublished(
    'a relay',
    claimed.map(({ id }) => id),
  )
}

export function newPayment(changes: { orderId?: string; checkoutId?: string } = {}) {
  const ids = { id: newId(), userId: newId(), orderId: newId(), checkoutId: newId() }
  return { ...ids, amountMinor: 1_099, currency: 'EUR' as const, firstAskSeconds: 15, ...changes }
}

export type NewPayment = ReturnType<typeof newPayment>

export function settlementOf(
  { id: paymentId, amountMinor, currency }: NewPayment,
  to: 'succeeded' | 'failed' = 'succeeded',
) {
  const failureReason = to === 'failed' ? 'declined' : null
  const cause = { cause: 'webhook' as const, causeId: `msg_${newId()}`, webhookEventId: null as string | null }
  const said = { providerPaymentId: 'wpr_1', failureReason, occurredAt: '2026-01-15T09:59:00.000Z' }
  return { paymentId, to, amountMinor, currency, ...said, ...cause, ifVersion: null as number | null }
}

export function newWebhook(merchantReference: string, body = '{}') {
  const event = { provider: 'e-wallet', eventId: `msg_${newId()}`, eventType: 'payment.succeeded', merchantReference }
  const known = { occurredAt: '2026-01-15T09:59:00.000Z', status: 'received' as const, reason: null }
  return { ...event, ...known, body, bodySha256: new TextEncoder().encode(body.padEnd(32)) }
}

export function newEmail(attempt = 1) {
  const item = { name: 'Cake', quantity: 2, unitPriceMinor: 550 }
  const data = { orderName: 'Cakes', customerName: 'Åsa', currency: 'EUR' as const, totalMinor: 1_100, items: [item] }
  const envelope = { orderId: newId(), processId: newId(), attempt, to: 'asa@example.com' }
  const request: SendEmail = { ...envelope, template: 'order-paid', data }
  const userId = newId()
  const key = { scope: `u:${userId}`, idempotencyKey: `${envelope.processId}:notification`, requestHash: 'a hash' }
  const id = newId()
  return {
    ...{ id, userId, request, ...key },
    subject: 'Cakes',
    messageId: `<${id}@example.com>`,
    traceparent: undefined,
  }
}
