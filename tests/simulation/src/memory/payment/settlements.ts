import { outcomeOf, statesBefore } from '../../../../../services/payment/src/domain/payment.ts'
import type { Settlements } from '../../../../../services/payment/src/repositories/settlements.ts'
import { isWaiting, type PaymentTables } from './payment-tables.ts'

/** As `createSettlements` of the payment service. */
export function createSettlementsInMemory(tables: PaymentTables): Settlements {
  const { payments, transitions, confirmations, events, nowMs } = tables
  return {
    async settle({ paymentId, to, amountMinor, currency, failureReason, cause, causeId, ...end }) {
      const row = payments.get(paymentId)
      if (!row || !statesBefore(to).includes(row.status)) return false
      if (row.version !== (end.ifVersion ?? row.version)) return false
      if (row.amountMinor !== amountMinor || row.currency !== currency) return false
      const version = row.version + 1
      const providerPaymentId = row.providerPaymentId ?? end.providerPaymentId
      const over = { nextSubmitMs: null, nextReconcileMs: null, updatedMs: nowMs() }
      payments.put({ ...row, ...over, status: to, version, providerPaymentId, failureReason })
      transitions.put({ paymentId, version, from: row.status, to, cause, causeId })
      confirmations.put({
        ...{ paymentId, outcome: outcomeOf(to) ?? 'failed', failureReason, occurredAt: end.occurredAt },
        ...{ attempts: 0, nextAttemptMs: nowMs(), applied: null, deliveredMs: null },
      })
      const event = end.webhookEventId === null ? undefined : events.get(end.webhookEventId)
      if (event && isWaiting(event)) events.put({ ...event, status: 'processed', reason: null, nextAttemptMs: null })
      return true
    },
  }
}
