import type { Currency, PaymentSummary } from '@waybill/contracts'
import { iso, isoOrNull } from '@waybill/postgres'
import { sql } from 'kysely'

export type PaymentRow = Omit<PaymentSummary, 'createdAt' | 'updatedAt' | 'acknowledgedAt' | 'currency'> & {
  currency: string
  acknowledgedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export const paymentColumns = sql.raw(`
  p.id, p.user_id as "userId", p.order_id as "orderId", p.checkout_id as "checkoutId", p.amount_minor as "amountMinor",
  p.currency, p.status, p.failure_reason as "failureReason", p.provider_payment_id as "providerPaymentId", p.flag,
  p.acknowledged_at as "acknowledgedAt", p.version, p.created_at as "createdAt", p.updated_at as "updatedAt"`)

/** What operators did to what this condition names, oldest first. */
export const operatorActions = (which: 'payment_id = p.id' | 'webhook_event_id = e.id') =>
  sql.raw(`(
    select coalesce(json_agg(json_build_object('at', at, 'operator', operator, 'action', action, 'reason', reason)
      order by at, id), '[]') from operator_actions where ${which}) as "operatorActions"`)

/** A time that came through `json_build_object`, as we send it. */
export const dated = <T extends { at: string }>(entry: T): T => ({ ...entry, at: iso(entry.at) })

export const toPayment = (row: PaymentRow): PaymentSummary => ({
  ...row,
  currency: row.currency as Currency,
  acknowledgedAt: isoOrNull(row.acknowledgedAt),
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
})

/** Flags a payment whose money does not fit: what is set, and for which rows. An open flag keeps its first reason. */
export const flagging = (reason: string) => ({
  set: sql`flag = ${reason}, flagged_at = now(), acknowledged_at = null, version = version + 1, updated_at = now()`,
  where: sql`(flag is null or acknowledged_at is not null and flag <> ${reason})`,
})
