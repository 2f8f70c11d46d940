import { statesBefore } from '../../../../../services/order/src/domain/order.ts'
import type { Attempt, Checkouts } from '../../../../../services/order/src/repositories/checkouts.ts'
import { ownedRow } from '../idempotency-keys.ts'
import { due } from '../table.ts'
import type { CheckoutRow, OrderTables } from './order-tables.ts'
import { moved, raised } from './shared-writes.ts'

const retryMs = 15_000

/** As `createCheckouts` of the order service. */
export function createCheckoutsInMemory(tables: OrderTables): Checkouts {
  const { checkouts, orders, keys, nowMs } = tables

  function attemptOf(row: CheckoutRow): Attempt {
    const { id, orderId, paymentId, paymentStatus, outcome, failureReason } = row
    const order = orders.get(orderId)
    if (!order) throw new Error('a checkout without its order')
    const { userId, totalMinor: amountMinor, currency } = order
    return { id, orderId, userId, amountMinor, currency, paymentId, paymentStatus, outcome, failureReason }
  }

  return {
    async start({ checkoutId, userId, orderId, run }) {
      const key = run && ownedRow(keys, run)
      const order = orders.get(orderId)
      if (run && !key) return undefined
      if (order?.userId !== userId || !statesBefore('payment_pending').includes(order.status)) return undefined
      moved(tables, order, 'payment_pending', { cause: 'checkout', causeId: checkoutId })
      const unanswered = { paymentId: null, paymentStatus: null, outcome: null, failureReason: null }
      const times = { nextTryMs: nowMs() + retryMs, acceptedMs: null, finishedMs: null }
      const row = { id: checkoutId, orderId, ...unanswered, ...times }
      checkouts.put(row)
      if (key) keys.put({ ...key, recoveryPoint: checkoutId })
      return attemptOf(row)
    },

    async find(checkoutId) {
      const row = checkouts.get(checkoutId)
      return row && attemptOf(row)
    },

    async accept({ id, orderId, paymentId, paymentStatus }) {
      const row = checkouts.get(id)
      const order = orders.get(orderId)
      if (!row || !order || row.acceptedMs !== null) return
      if (row.paymentId !== null && row.paymentId !== paymentId) return
      checkouts.put({ ...row, paymentId, paymentStatus, acceptedMs: nowMs() })
      raised(tables, order)
    },

    async leaveAlone(checkoutId, pauseMs) {
      const row = checkouts.get(checkoutId)
      if (row?.finishedMs !== null) return
      checkouts.put({ ...row, nextTryMs: Math.max(row.nextTryMs, nowMs() + pauseMs) })
    },

    async takeUnanswered(limit) {
      const unanswered = [...checkouts.open()].filter(({ paymentId }) => paymentId === null)
      const taken = due(unanswered, (row) => row.nextTryMs, nowMs(), limit)
      for (const row of taken) checkouts.put({ ...row, nextTryMs: nowMs() + retryMs })
      return taken.map(attemptOf)
    },
  }
}
