import type { PaymentOutcome } from '@waybill/contracts'
import { iso, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { flagging } from './rows.ts'

export type DueConfirmation = {
  paymentId: string
  userId: string
  orderId: string
  checkoutId: string
  outcome: PaymentOutcome
  failureReason: string | null
  occurredAt: string
  /** Raised whenever it is taken, so it also tells who has it now. */
  attempts: number
}

const leaseSeconds = 15

/** What order must still be told. */
export function createConfirmations(db: Sql) {
  return {
    /** Confirmations that are due, each leased; who dies gives them up when the lease ends. */
    async takeDue(limit: number): Promise<DueConfirmation[]> {
      const { rows } = await sql<Omit<DueConfirmation, 'occurredAt'> & { occurredAt: Date }>`
        with due as (
          select payment_id from payment_confirmations where delivered_at is null and next_attempt_at <= now()
          order by next_attempt_at limit ${limit} for update skip locked
        ), c as (
          update payment_confirmations c set attempts = attempts + 1,
            next_attempt_at = now() + make_interval(secs => ${leaseSeconds})
          from due where c.payment_id = due.payment_id returning c.*
        )
        select c.payment_id as "paymentId", p.user_id as "userId", p.order_id as "orderId", p.checkout_id as "checkoutId",
          c.outcome, c.failure_reason as "failureReason", c.occurred_at as "occurredAt", c.attempts
        from c join payments p on p.id = c.payment_id`.execute(db)
      return rows.map((row) => ({ ...row, occurredAt: iso(row.occurredAt) }))
    },

    /** Order has answered. Money that it could not take is flagged in the same statement. */
    async delivered(paymentId: string, applied: boolean): Promise<void> {
      const { set, where } = flagging('order-cannot-take-it')
      await sql`
        with c as (
          update payment_confirmations set delivered_at = now(), applied = ${applied}, last_error = null
          where payment_id = ${paymentId} and delivered_at is null returning payment_id, outcome, applied
        )
        update payments set ${set} from c
        where id = c.payment_id and c.outcome = 'succeeded' and not c.applied and ${where}`.execute(db)
    },

    /** Order has not answered: again after a pause. Nothing changes when another worker has taken it over. */
    async postpone({ paymentId, attempts }: DueConfirmation, error: string, pauseMs: number): Promise<void> {
      await sql`
        update payment_confirmations set last_error = ${error},
          next_attempt_at = now() + make_interval(secs => ${pauseMs / 1_000})
        where payment_id = ${paymentId} and attempts = ${attempts} and delivered_at is null`.execute(db)
    },
  }
}

export type Confirmations = ReturnType<typeof createConfirmations>
