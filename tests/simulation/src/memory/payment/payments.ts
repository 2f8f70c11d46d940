import type { PaymentSummary } from '@waybill/contracts'
import { lastSubmitSeconds } from '../../../../../services/payment/src/domain/schedules.ts'
import type { Payments } from '../../../../../services/payment/src/repositories/payments.ts'
import { due } from '../table.ts'
import { isLive, type PaymentRow, type PaymentTables } from './payment-tables.ts'

const submitLeaseMs = 10_000
const isOver = ({ status }: PaymentRow) => status === 'failed' || status === 'expired'

/** As `createPayments` of the payment service. */
export function createPaymentsInMemory(tables: PaymentTables): Payments {
  const { payments, transitions, nowMs } = tables

  return {
    async insert({ firstAskSeconds, ...payment }) {
      const isTaken = payments.get(payment.id) || payments.ofCheckout(payment.checkoutId).length > 0
      if (isTaken || payments.ofOrder(payment.orderId).some((other) => !isOver(other))) return undefined
      const row: PaymentRow = {
        ...payment,
        ...{ status: 'submitting', failureReason: null, providerPaymentId: null, flag: null, acknowledgedMs: null },
        ...{ version: 1, nextSubmitMs: nowMs(), nextReconcileMs: nowMs() + firstAskSeconds * 1_000, reconcileStep: 0 },
        ...{ createdMs: nowMs(), updatedMs: nowMs() },
      }
      payments.put(row)
      const begun = { from: null, to: row.status, cause: 'requested', causeId: row.checkoutId }
      transitions.put({ paymentId: row.id, version: row.version, ...begun })
      return summaryOf(row)
    },

    async findByCheckout(checkoutId) {
      const [row] = payments.ofCheckout(checkoutId)
      return row && summaryOf(row)
    },

    async find(paymentId) {
      const row = payments.get(paymentId)
      return row && summaryOf(row)
    },

    async takeToSubmit(limit) {
      const youngestMs = nowMs() - lastSubmitSeconds * 1_000
      const submittable = [...payments.submitting()].filter(({ createdMs }) => createdMs > youngestMs)
      const taken = due(submittable, (row) => row.nextSubmitMs, nowMs(), limit)
      for (const row of taken) payments.put({ ...row, nextSubmitMs: nowMs() + submitLeaseMs })
      return taken.map(summaryOf)
    },

    async submitted({ id, providerPaymentId, nextAskSeconds }) {
      const row = payments.get(id)
      if (row?.status !== 'submitting') return
      const asked = { nextSubmitMs: null, reconcileStep: 0, nextReconcileMs: nowMs() + nextAskSeconds * 1_000 }
      const version = row.version + 1
      payments.put({ ...row, ...asked, status: 'pending', version, updatedMs: nowMs(), providerPaymentId })
      const cause = { cause: 'submitted', causeId: providerPaymentId ?? id }
      transitions.put({ paymentId: id, version, from: 'submitting', to: 'pending', ...cause })
    },

    async leaveAlone(paymentId, pauseMs) {
      const row = payments.get(paymentId)
      if (!row || !isLive(row)) return
      const thenMs = nowMs() + pauseMs
      const nextSubmitMs = row.status === 'submitting' ? Math.max(row.nextSubmitMs ?? 0, thenMs) : null
      payments.put({ ...row, nextSubmitMs, nextReconcileMs: Math.max(row.nextReconcileMs ?? 0, thenMs) })
    },

    async flag(paymentId, reason) {
      const row = payments.get(paymentId)
      if (row && mayBeFlagged(row, reason)) {
        payments.put({ ...flagged(row, reason, nowMs()), nextReconcileMs: isLive(row) ? nowMs() : null })
      }
    },
  }
}

/** An open flag keeps its first reason. */
export const mayBeFlagged = ({ flag, acknowledgedMs }: PaymentRow, reason: string) =>
  flag === null || (acknowledgedMs !== null && flag !== reason)

export const flagged = (row: PaymentRow, flag: string, nowMs: number): PaymentRow => ({
  ...{ ...row, flag, acknowledgedMs: null, version: row.version + 1, updatedMs: nowMs },
})

export function summaryOf(row: PaymentRow): PaymentSummary {
  const {
    nextSubmitMs: _,
    nextReconcileMs: _r,
    reconcileStep: _s,
    acknowledgedMs,
    createdMs,
    updatedMs,
    ...shown
  } = row
  const acknowledgedAt = acknowledgedMs === null ? null : new Date(acknowledgedMs).toISOString()
  const times = { createdAt: new Date(createdMs).toISOString(), updatedAt: new Date(updatedMs).toISOString() }
  return { ...shown, acknowledgedAt, ...times }
}
