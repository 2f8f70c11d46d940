import type { Currency } from '@waybill/contracts'
import type { AnnouncedOrder } from '../../../../../services/order/src/domain/announcement.ts'
import { statesBefore } from '../../../../../services/order/src/domain/order.ts'
import type { PaymentEnd, PaymentFacts } from '../../../../../services/order/src/repositories/payment-facts.ts'
import type { OrderRow, OrderTables } from './order-tables.ts'
import { moved, writeEvent } from './shared-writes.ts'

/** As `createPaymentFacts` of the order service. */
export function createPaymentFactsInMemory(tables: OrderTables): PaymentFacts {
  const { orders, checkouts, transitions, processes, nowMs } = tables

  function takenBy({ orderId, userId, checkoutId, paymentId, outcome }: PaymentEnd) {
    const to = outcome === 'succeeded' ? ('paid' as const) : ('payment_failed' as const)
    const [order, checkout] = [orders.get(orderId), checkouts.get(checkoutId)]
    if (order?.userId !== userId || checkout?.orderId !== orderId || checkout.finishedMs !== null) return undefined
    if (!statesBefore(to).includes(order.status)) return undefined
    if (checkout.paymentId !== null && checkout.paymentId !== paymentId) return undefined
    const reason = { cause: `payment-${outcome}`, causeId: paymentId ?? checkoutId }
    const hasMoved = transitions
      .ofOrder(orderId)
      .some(({ cause, causeId }) => cause === reason.cause && causeId === reason.causeId)
    return hasMoved ? undefined : { to, order, checkout, reason }
  }

  function startProcess({ processId, orderId, checkoutId, outcome, failureReason, ...end }: PaymentEnd): void {
    const ofProcess = outcome === 'succeeded' ? ('succeeded' as const) : ('failed' as const)
    processes.put({ id: processId, orderId, checkoutId, outcome: ofProcess, failureReason })
    const fresh = { status: 'queued' as const, attempt: 1, fault: null, note: null, reference: null }
    for (const job of end.jobs) {
      tables.jobs.put({ processId, orderId, job, ...fresh, deadlineMs: nowMs() + end.deadlineSeconds * 1_000 })
      tables.reports.put({ processId, job, ...fresh })
    }
  }

  return {
    async announcedOrder(userId, orderId) {
      const order = orders.get(orderId)
      return order?.userId === userId ? announced(order) : undefined
    },

    async apply(end) {
      const taken = takenBy(end)
      if (!taken) return undefined
      const { to, order, checkout, reason } = taken
      const { outcome, failureReason } = end
      const paymentId = end.paymentId ?? checkout.paymentId
      checkouts.put({ ...checkout, paymentId, outcome, failureReason, finishedMs: nowMs() })
      const after = moved(tables, order, to, reason)
      startProcess(end)
      writeEvent(tables, after, end.event)
      return after.status
    },

    async isApplied({ checkoutId, orderId, paymentId, outcome }) {
      const row = checkouts.get(checkoutId)
      return row?.orderId === orderId && row.paymentId === paymentId && row.outcome === outcome
    },
  }
}

/** The order as events carry it. */
export function announced({ status: _, version: _v, createdMs, updatedMs: _u, ...order }: OrderRow): AnnouncedOrder {
  const { id, userId, name, customerName, customerEmail, totalMinor, items } = order
  const createdAt = new Date(createdMs).toISOString()
  const currency = order.currency as Currency
  return { id, userId, name, customerName, customerEmail, currency, totalMinor, items, createdAt }
}
