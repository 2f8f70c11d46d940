import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { type FinalStatus, outcomeOf, statesBefore } from '../domain/payment.ts'

/** How a payment ended, and by whose word. */
export type Settlement = {
  paymentId: string
  to: FinalStatus
  amountMinor: number
  currency: string
  providerPaymentId: string | null
  failureReason: string | null
  occurredAt: string
  cause: 'webhook' | 'reconcile' | 'submit'
  causeId: string
  /** The webhook event that is done with this move. */
  webhookEventId: string | null
  /** Where the news is worth nothing once somebody else has moved the payment. */
  ifVersion: number | null
}

export function createSettlements(db: Sql) {
  return {
    /**
     * Moves the payment to its end, writes the transition, what order must be told, and marks the webhook event, all in one
     * statement. False, and nothing is written, when the payment has already ended, its version or its figures are others.
     */
    async settle(end: Settlement): Promise<boolean> {
      const row = await oneRow(
        sql`
          with before as (
            select id, status from payments where id = ${end.paymentId} and status = any(${statesBefore(end.to)})
              and amount_minor = ${end.amountMinor} and currency = ${end.currency}
              and version = coalesce(${end.ifVersion}::integer, version) for update
          ), p as (
            update payments set status = ${end.to}, version = version + 1, updated_at = now(),
              provider_payment_id = coalesce(provider_payment_id, ${end.providerPaymentId}),
              failure_reason = ${end.failureReason}, next_submit_at = null, next_reconcile_at = null
            from before where payments.id = before.id
            returning payments.id, payments.version, before.status as from_status
          ), t as (
            insert into payment_transitions (payment_id, version, from_status, to_status, cause, cause_id)
            select id, version, from_status, ${end.to}, ${end.cause}, ${end.causeId} from p
          ), c as (
            insert into payment_confirmations (payment_id, outcome, failure_reason, occurred_at)
            select id, ${outcomeOf(end.to)}, ${end.failureReason}, ${end.occurredAt}::timestamptz from p
          ), e as (
            update webhook_events set status = 'processed', reason = null, processed_at = now(), next_attempt_at = null
            from p where webhook_events.id = ${end.webhookEventId}::uuid and webhook_events.status in ('received', 'waiting_for_payment')
          )
          select 1 from p`,
        db,
      )
      return row !== undefined
    },
  }
}

export type Settlements = ReturnType<typeof createSettlements>
