import type { PaymentOutcome } from '@waybill/contracts'
import { type KeyRun, whereOwned } from '@waybill/idempotency'
import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { statesBefore } from '../domain/order.ts'

/** An attempt at payment, as far as another try of it needs to know. */
export type Attempt = {
  id: string
  orderId: string
  userId: string
  amountMinor: number
  currency: string
  paymentId: string | null
  paymentStatus: string | null
  outcome: PaymentOutcome | 'refused' | null
  failureReason: string | null
}

type Start = {
  checkoutId: string
  userId: string
  orderId: string
  /** The run under whose key the attempt starts; a run that has lost its key starts nothing. */
  run: KeyRun | undefined
}

const attemptColumns = sql.raw(`
  c.id, c.order_id as "orderId", o.user_id as "userId", o.total_minor as "amountMinor", o.currency,
  c.payment_id as "paymentId", c.payment_status as "paymentStatus", c.outcome, c.failure_reason as "failureReason"`)

const retrySeconds = 15

export function createCheckouts(db: Sql) {
  return {
    /**
     * Moves the order to `payment_pending` and writes the attempt, its transition and, for a keyed request, the recovery
     * point, in one statement. Nothing is written, and nothing returned, when the order cannot make this move or another
     * run owns the key.
     */
    async start({ checkoutId, userId, orderId, run }: Start): Promise<Attempt | undefined> {
      const statement = sql<Attempt>`
        with ${run ? ownKey(run) : sql`k as (select 1)`}, o as (
          select * from orders where id = ${orderId} and user_id = ${userId}
            and status = any(${statesBefore('payment_pending')}) and exists (select from k) for update
        ), m as (
          update orders set status = 'payment_pending', version = orders.version + 1, updated_at = now()
          from o where orders.id = o.id returning orders.id, orders.version, o.status as from_status
        ), t as (
          insert into order_transitions (order_id, version, from_status, to_status, cause, cause_id)
          select id, version, from_status, 'payment_pending', 'checkout', ${checkoutId} from m
        ), c as (
          insert into checkouts (id, order_id, next_try_at)
          select ${checkoutId}, id, now() + make_interval(secs => ${retrySeconds}) from m returning *
        ) ${run ? recoveryPoint(run, checkoutId) : sql``}
        select ${attemptColumns} from c join o on o.id = c.order_id`
      return oneRow(statement, db)
    },

    async find(checkoutId: string): Promise<Attempt | undefined> {
      return oneRow(
        sql<Attempt>`select ${attemptColumns} from checkouts c join orders o on o.id = c.order_id where c.id = ${checkoutId}`,
        db,
      )
    },

    /** The payment service took the attempt: its payment's id is kept, once. Safe to repeat, and after the payment has ended. */
    async accept(attempt: { id: string; orderId: string; paymentId: string; paymentStatus: string }): Promise<void> {
      await sql`
        with o as (select id from orders where id = ${attempt.orderId} for update), c as (
          update checkouts set payment_id = ${attempt.paymentId}, payment_status = ${attempt.paymentStatus}, accepted_at = now()
          from o where checkouts.id = ${attempt.id} and accepted_at is null
            and (payment_id is null or payment_id = ${attempt.paymentId}) returning order_id
        )
        update orders set version = version + 1, updated_at = now() from c where orders.id = c.order_id`.execute(db)
    },

    /** Payment wants peace: it is not asked for this attempt any sooner. */
    async leaveAlone(checkoutId: string, pauseMs: number): Promise<void> {
      await sql`
        update checkouts set next_try_at = greatest(next_try_at, now() + make_interval(secs => ${pauseMs / 1_000}))
        where id = ${checkoutId} and finished_at is null`.execute(db)
    },

    /** Open attempts that payment has not answered, each taken by moving its next try on; safe with many replicas. */
    async takeUnanswered(limit: number): Promise<Attempt[]> {
      const { rows } = await sql<Attempt>`
        with due as (
          select id from checkouts where payment_id is null and finished_at is null and next_try_at <= now()
          order by next_try_at limit ${limit} for update skip locked
        ), c as (
          update checkouts set tries = tries + 1, next_try_at = now() + make_interval(secs => ${retrySeconds})
          from due where checkouts.id = due.id returning checkouts.*
        )
        select ${attemptColumns} from c join orders o on o.id = c.order_id`.execute(db)
      return rows
    },
  }
}

export type Checkouts = ReturnType<typeof createCheckouts>

const ownKey = (run: KeyRun) => sql`k as (select 1 from idempotency_keys where ${whereOwned(run)} for update)`

const recoveryPoint = (run: KeyRun, checkoutId: string) => sql`, r as (
  update idempotency_keys set recovery_point = ${checkoutId} from m where ${whereOwned(run)}
)`
