import type { JobType, OrderProcessEvent, OrderStatus, PaymentOutcome } from '@waybill/contracts'
import { isUniqueViolation, oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import type { AnnouncedOrder } from '../domain/announcement.ts'
import { statesBefore } from '../domain/order.ts'
import { type AnnouncedRow, announcedColumns, outboxRow, toAnnounced } from './announced-orders.ts'

/** How a checkout attempt ended, and the order process that this starts. */
export type PaymentEnd = {
  orderId: string
  userId: string
  checkoutId: string
  /** `null` when payment refused the attempt and so has no payment. */
  paymentId: string | null
  outcome: PaymentOutcome | 'refused'
  failureReason: string | null
  processId: string
  jobs: readonly JobType[]
  deadlineSeconds: number
  event: OrderProcessEvent
}

type AppliedFact = { orderId: string; checkoutId: string; paymentId: string; outcome: PaymentOutcome }

export function createPaymentFacts(db: Sql) {
  return {
    /** The order as the event will carry it, if it is this user's. */
    async announcedOrder(userId: string, orderId: string): Promise<AnnouncedOrder | undefined> {
      const row = await oneRow(
        sql<AnnouncedRow>`select ${announcedColumns} from orders o where o.id = ${orderId} and o.user_id = ${userId}`,
        db,
      )
      return row && toAnnounced(row)
    },

    /**
     * Ends the attempt, moves the order, and writes its transition, its process with the jobs, and the event: one statement.
     * Returns the order's new status, or nothing when the attempt or the order can no longer take this fact, or when it has
     * moved the order once already.
     */
    async apply(end: PaymentEnd): Promise<OrderStatus | undefined> {
      const to = end.outcome === 'succeeded' ? 'paid' : 'payment_failed'
      const row = await oneRow(
        sql<{ status: OrderStatus }>`
          with o as (
            select id, status from orders where id = ${end.orderId} and user_id = ${end.userId} for update
          ), c as (
            update checkouts set payment_id = coalesce(${end.paymentId}::uuid, payment_id), outcome = ${end.outcome},
              failure_reason = ${end.failureReason}, finished_at = now()
            from o where checkouts.id = ${end.checkoutId} and checkouts.order_id = o.id and finished_at is null
              and o.status = any(${statesBefore(to)})
              and (payment_id is null or payment_id = ${end.paymentId}::uuid) returning checkouts.id
          ), m as (
            update orders set status = ${to}, version = orders.version + 1, updated_at = now()
            from o, c where orders.id = o.id returning orders.id, orders.version, orders.status, o.status as from_status
          ), t as (
            insert into order_transitions (order_id, version, from_status, to_status, cause, cause_id)
            select id, version, from_status, status, ${`payment-${end.outcome}`}, ${end.paymentId ?? end.checkoutId} from m
          ), p as (
            insert into order_processes (id, order_id, checkout_id, outcome, failure_reason)
            select ${end.processId}, m.id, ${end.checkoutId}, ${end.outcome === 'succeeded' ? 'succeeded' : 'failed'},
              ${end.failureReason} from m
          ), j as (
            insert into order_process_jobs (process_id, type, status, deadline_at)
            select ${end.processId}, type, 'queued', now() + make_interval(secs => ${end.deadlineSeconds})
            from m, unnest(${[...end.jobs]}::text[]) type returning process_id, type, attempt, status
          ), r as (
            insert into order_process_job_reports (process_id, type, attempt, status)
            select process_id, type, attempt, status from j
          ), ${outboxRow(end.event)}
          select status from m`,
        db,
      ).catch(unlessMovedBefore)
      return row?.status
    },

    /** Whether this very fact is what ended the attempt: then a repeat of it is no news. */
    async isApplied(fact: AppliedFact): Promise<boolean> {
      const row = await oneRow(
        sql`select 1 from checkouts where id = ${fact.checkoutId} and order_id = ${fact.orderId}
          and payment_id = ${fact.paymentId} and outcome = ${fact.outcome}`,
        db,
      )
      return row !== undefined
    },
  }
}

/** A cause moves an order once: this payment has ended another attempt of it in the same way. */
function unlessMovedBefore(error: unknown): undefined {
  if (!isUniqueViolation(error, 'order_transitions_order_id_cause_cause_id_key')) throw error
}

export type PaymentFacts = ReturnType<typeof createPaymentFacts>
