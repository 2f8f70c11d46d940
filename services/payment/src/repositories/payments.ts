import type { PaymentSummary } from '@waybill/contracts'
import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { lastSubmitSeconds } from '../domain/schedules.ts'
import { flagging, type PaymentRow, paymentColumns, toPayment } from './rows.ts'

export type NewPayment = Pick<PaymentSummary, 'id' | 'userId' | 'orderId' | 'checkoutId' | 'amountMinor' | 'currency'>

const submitLeaseSeconds = 10

export function createPayments(db: Sql) {
  return {
    /**
     * The payment and its first transition, in one statement; the provider is asked about it from `firstAskSeconds` on,
     * whatever becomes of its submission. Nothing is written, and nothing returned, when the checkout or the order already
     * has a payment that may still bring money.
     */
    async insert(payment: NewPayment & { firstAskSeconds: number }): Promise<PaymentSummary | undefined> {
      const row = await oneRow(
        sql<PaymentRow>`
          with p as (
            insert into payments (id, user_id, order_id, checkout_id, amount_minor, currency, status, next_submit_at,
              next_reconcile_at)
            values (${payment.id}, ${payment.userId}, ${payment.orderId}, ${payment.checkoutId}, ${payment.amountMinor},
              ${payment.currency}, 'submitting', now(), now() + make_interval(secs => ${payment.firstAskSeconds}))
            on conflict do nothing returning *
          ), t as (
            insert into payment_transitions (payment_id, version, from_status, to_status, cause, cause_id)
            select id, version, null, status, 'requested', checkout_id from p
          )
          select ${paymentColumns} from p`,
        db,
      )
      return row && toPayment(row)
    },

    async findByCheckout(checkoutId: string): Promise<PaymentSummary | undefined> {
      const row = await oneRow(
        sql<PaymentRow>`select ${paymentColumns} from payments p where p.checkout_id = ${checkoutId}`,
        db,
      )
      return row && toPayment(row)
    },

    async find(paymentId: string): Promise<PaymentSummary | undefined> {
      const row = await oneRow(sql<PaymentRow>`select ${paymentColumns} from payments p where p.id = ${paymentId}`, db)
      return row && toPayment(row)
    },

    /** Payments that wait for their submission, each leased; a submitter that dies gives them up when the lease ends. */
    async takeToSubmit(limit: number): Promise<PaymentSummary[]> {
      const { rows } = await sql<PaymentRow>`
        with due as (
          select id from payments where status = 'submitting' and next_submit_at <= now()
            and created_at > now() - make_interval(secs => ${lastSubmitSeconds})
          order by next_submit_at limit ${limit} for update skip locked
        ), p as (
          update payments set next_submit_at = now() + make_interval(secs => ${submitLeaseSeconds})
          from due where payments.id = due.id returning payments.*
        )
        select ${paymentColumns} from p`.execute(db)
      return rows.map(toPayment)
    },

    /** The provider has the payment; nothing changes when that was known, or it has ended meanwhile. */
    async submitted(payment: { id: string; providerPaymentId: string | null; nextAskSeconds: number }): Promise<void> {
      await sql`
        with p as (
          update payments set status = 'pending', version = version + 1, updated_at = now(), next_submit_at = null,
            provider_payment_id = ${payment.providerPaymentId}, reconcile_step = 0,
            next_reconcile_at = now() + make_interval(secs => ${payment.nextAskSeconds})
          where id = ${payment.id} and status = 'submitting' returning *
        )
        insert into payment_transitions (payment_id, version, from_status, to_status, cause, cause_id)
        select id, version, 'submitting', status, 'submitted', coalesce(provider_payment_id, id::text) from p`.execute(
        db,
      )
    },

    /** The provider wants peace: it is neither asked for this payment nor about it any sooner. */
    async leaveAlone(paymentId: string, pauseMs: number): Promise<void> {
      const then = sql`now() + make_interval(secs => ${pauseMs / 1_000})`
      await sql`
        update payments set next_submit_at = case when status = 'submitting' then greatest(next_submit_at, ${then}) end,
          next_reconcile_at = greatest(next_reconcile_at, ${then})
        where id = ${paymentId} and status in ('submitting', 'pending')`.execute(db)
    },

    /** Money that does not fit: shown until an operator acknowledges it, and the provider is asked about it at once. */
    async flag(paymentId: string, reason: string): Promise<void> {
      const { set, where } = flagging(reason)
      await sql`
        update payments set ${set},
          next_reconcile_at = case when status in ('submitting', 'pending') then now() end
        where id = ${paymentId} and ${where}`.execute(db)
    },
  }
}

export type Payments = ReturnType<typeof createPayments>
