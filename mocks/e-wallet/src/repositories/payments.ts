import type { WalletPayment, WalletPaymentRequest } from '@waybill/contracts'
import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import type { ScenarioName } from '../domain/deliveries.ts'
import type { Outcome } from '../domain/outcome.ts'
import { type PaymentRow, paymentColumns, toWalletPayment } from './rows.ts'

export type NewPayment = WalletPaymentRequest & {
  id: string
  idempotencyKey: string
  outcome: Outcome
  scenario: ScenarioName | null
  decideAfterMs: number
}

export type KnownPayment = WalletPayment & { idempotencyKey: string; scenario: ScenarioName | null; outcome: Outcome }

type KnownRow = PaymentRow & { idempotencyKey: string; scenario: ScenarioName | null }

const knownColumns = sql`${paymentColumns}, p.idempotency_key as "idempotencyKey", p.scenario`

const toKnown = (row: KnownRow): KnownPayment => ({
  ...toWalletPayment(row),
  idempotencyKey: row.idempotencyKey,
  scenario: row.scenario,
  outcome: row.outcome,
})

/** A decider that dies gives its payments up after this. */
const leaseSeconds = 5

export function createPayments(db: Sql) {
  return {
    /** One payment per key and per reference: a second insert does nothing and returns nothing. */
    async insert(payment: NewPayment): Promise<KnownPayment | undefined> {
      const row = await oneRow(
        sql<KnownRow>`
          with p as (
            insert into payments (id, merchant_reference, idempotency_key, amount_minor, currency, outcome, scenario, decide_at)
            values (${payment.id}, ${payment.merchantReference}, ${payment.idempotencyKey}, ${payment.amountMinor},
              ${payment.currency}, ${payment.outcome}, ${payment.scenario},
              now() + make_interval(secs => ${payment.decideAfterMs / 1_000}))
            on conflict do nothing returning *
          )
          select ${knownColumns} from p`,
        db,
      )
      return row && toKnown(row)
    },

    /** The payment of this key, or else of this reference. */
    async findKnown(idempotencyKey: string, merchantReference: string): Promise<KnownPayment | undefined> {
      const row = await oneRow(
        sql<KnownRow>`
          select ${knownColumns} from payments p
          where p.idempotency_key = ${idempotencyKey} or p.merchant_reference = ${merchantReference}
          order by p.idempotency_key = ${idempotencyKey} desc limit 1`,
        db,
      )
      return row && toKnown(row)
    },

    async findByReference(merchantReference: string): Promise<WalletPayment[]> {
      const { rows } = await sql<PaymentRow>`
        select ${paymentColumns} from payments p where p.merchant_reference = ${merchantReference}`.execute(db)
      return rows.map(toWalletPayment)
    },

    /** Payments of a span of time, oldest first, after the id of an earlier page's last one. */
    async createdBetween(from: string, to: string, after: string, limit: number): Promise<WalletPayment[]> {
      const { rows } = await sql<PaymentRow>`
        select ${paymentColumns} from payments p
        where p.created_at >= ${from}::timestamptz and p.created_at < ${to}::timestamptz
          and (p.created_at, p.id) > (coalesce((select created_at from payments where id = ${after}), '-infinity'), ${after})
        order by p.created_at, p.id limit ${limit}`.execute(db)
      return rows.map(toWalletPayment)
    },

    async all(): Promise<WalletPayment[]> {
      const { rows } = await sql<PaymentRow>`
        select ${paymentColumns} from payments p order by p.created_at, p.id`.execute(db)
      return rows.map(toWalletPayment)
    },

    /** Payments whose time to be decided has come, each leased. */
    async takeUndecided(limit: number): Promise<KnownPayment[]> {
      const { rows } = await sql<KnownRow>`
        with due as (
          select id from payments where not decided and decide_at <= now()
          order by decide_at limit ${limit} for update skip locked
        ), p as (
          update payments set decide_at = now() + make_interval(secs => ${leaseSeconds})
          from due where payments.id = due.id returning payments.*
        )
        select ${knownColumns} from p`.execute(db)
      return rows.map(toKnown)
    },
  }
}

export type Payments = ReturnType<typeof createPayments>
