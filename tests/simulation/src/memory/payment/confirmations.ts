import type { Confirmations } from '../../../../../services/payment/src/repositories/confirmations.ts'
import { due } from '../table.ts'
import type { PaymentTables } from './payment-tables.ts'
import { flagged, mayBeFlagged } from './payments.ts'

const leaseMs = 15_000
const cannotTake = 'order-cannot-take-it'

/** As `createConfirmations` of the payment service. */
export function createConfirmationsInMemory({ confirmations, payments, nowMs }: PaymentTables): Confirmations {
  return {
    async takeDue(limit) {
      return due(confirmations.undelivered(), (row) => row.nextAttemptMs, nowMs(), limit).map((row) => {
        const payment = payments.get(row.paymentId)
        if (!payment) throw new Error('a confirmation without its payment')
        const attempts = row.attempts + 1
        confirmations.put({ ...row, attempts, nextAttemptMs: nowMs() + leaseMs })
        const { paymentId, outcome, failureReason, occurredAt } = row
        const { userId, orderId, checkoutId } = payment
        return { paymentId, userId, orderId, checkoutId, outcome, failureReason, occurredAt, attempts }
      })
    },

    async delivered(paymentId, applied) {
      const row = confirmations.get(paymentId)
      if (row?.deliveredMs !== null) return
      confirmations.put({ ...row, deliveredMs: nowMs(), applied })
      const payment = payments.get(paymentId)
      if (payment && row.outcome === 'succeeded' && !applied && mayBeFlagged(payment, cannotTake)) {
        payments.put(flagged(payment, cannotTake, nowMs()))
      }
    },

    async postpone({ paymentId, attempts }, _error, pauseMs) {
      const row = confirmations.get(paymentId)
      if (row?.attempts !== attempts || row.deliveredMs !== null) return
      confirmations.put({ ...row, nextAttemptMs: nowMs() + pauseMs })
    },
  }
}
