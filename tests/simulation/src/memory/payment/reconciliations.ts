import type { Reconciliations } from '../../../../../services/payment/src/repositories/reconciliations.ts'
import { due } from '../table.ts'
import { isLive, type PaymentTables } from './payment-tables.ts'
import { summaryOf } from './payments.ts'

/** As `createReconciliations` of the payment service, without the daily comparison. */
export function createReconciliationsInMemory(tables: PaymentTables): Pick<Reconciliations, 'take' | 'askAgain'> {
  const { payments, nowMs } = tables
  return {
    async take(limit, repeatSeconds) {
      return due(payments.live(), (row) => row.nextReconcileMs, nowMs(), limit).map((row) => {
        payments.put({ ...row, nextReconcileMs: nowMs() + repeatSeconds * 1_000 })
        const ageSeconds = Math.round((nowMs() - row.createdMs) / 1_000)
        return { ...summaryOf(row), step: row.reconcileStep, ageSeconds }
      })
    },

    async askAgain(paymentId, step, pauseSeconds) {
      const row = payments.get(paymentId)
      if (!row || !isLive(row)) return
      payments.put({ ...row, reconcileStep: step, nextReconcileMs: nowMs() + pauseSeconds * 1_000 })
    },
  }
}
