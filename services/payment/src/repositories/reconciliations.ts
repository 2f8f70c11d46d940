import type { PaymentSummary } from '@waybill/contracts'
import type { Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { type PaymentRow, paymentColumns, toPayment } from './rows.ts'

export type Unanswered = PaymentSummary & { step: number; ageSeconds: number }

export function createReconciliations(db: Sql) {
  return {
    /** Payments whose answer is due to be asked for, each taken by moving its time on: a failed ask repeats then. */
    async take(limit: number, repeatSeconds: number): Promise<Unanswered[]> {
      const { rows } = await sql<PaymentRow & { step: number; ageSeconds: number }>`
        with due as (
          select id from payments where status in ('submitting', 'pending') and next_reconcile_at <= now()
          order by next_reconcile_at limit ${limit} for update skip locked
        ), p as (
          update payments set next_reconcile_at = now() + make_interval(secs => ${repeatSeconds})
          from due where payments.id = due.id returning payments.*
        )
        select ${paymentColumns}, p.reconcile_step as step,
          extract(epoch from now() - p.created_at)::int as "ageSeconds" from p`.execute(db)
      return rows.map(({ step, ageSeconds, ...row }) => ({ ...toPayment(row), step, ageSeconds }))
    },

    /** The provider has not decided: asked again after a pause, as a further step of the schedule, or as its first. */
    async askAgain(paymentId: string, step: number, pauseSeconds: number): Promise<void> {
      await sql`
        update payments set reconcile_step = ${step}, next_reconcile_at = now() + make_interval(secs => ${pauseSeconds})
        where id = ${paymentId} and status in ('submitting', 'pending')`.execute(db)
    },

    /** Those of our payments that have one of these ids. */
    async findAll(paymentIds: string[]): Promise<PaymentSummary[]> {
      const { rows } = await sql<PaymentRow>`
        select ${paymentColumns} from payments p where p.id = any(${paymentIds}::uuid[])`.execute(db)
      return rows.map(toPayment)
    },

    /** Payments of a span of time that have succeeded, but for those with one of these ids. */
    async succeededBetween(from: string, to: string, but: string[]): Promise<PaymentSummary[]> {
      const { rows } = await sql<PaymentRow>`
        select ${paymentColumns} from payments p
        where p.created_at >= ${from}::timestamptz and p.created_at < ${to}::timestamptz and p.status = 'succeeded'
          and not p.id = any(${but}::uuid[])`.execute(db)
      return rows.map(toPayment)
    },
  }
}

export type Reconciliations = ReturnType<typeof createReconciliations>
