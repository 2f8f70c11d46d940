import type { WalletPayment } from '@waybill/contracts'
import { sql } from 'kysely'
import { failureReasonOf, type Outcome } from '../domain/outcome.ts'

export type PaymentRow = {
  id: string
  merchantReference: string
  amountMinor: number
  currency: string
  outcome: Outcome
  decided: boolean
  createdAt: Date
  decidedAt: Date | null
}

export const paymentColumns = sql.raw(`
  p.id, p.merchant_reference as "merchantReference", p.amount_minor as "amountMinor", p.currency, p.outcome, p.decided,
  p.created_at as "createdAt", p.decided_at as "decidedAt"`)

/** As others see it: an outcome is nobody's business before it is decided. */
export const toWalletPayment = (row: PaymentRow): WalletPayment => ({
  paymentRequestId: row.id,
  merchantReference: row.merchantReference,
  amountMinor: row.amountMinor,
  currency: row.currency,
  status: row.decided ? row.outcome : 'undecided',
  failureReason: row.decided ? failureReasonOf(row.outcome) : null,
  createdAt: row.createdAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
})
