import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import type { Variant } from '../domain/deliveries.ts'

export type NewWebhook = { eventId: string; type: string; variant: Variant; body: string; delayMs: number }
export type TakenWebhook = { id: string; eventId: string; variant: Variant; body: string; attempts: number }
export type Delivery = { id: string; variant: Variant; answer: number | null; pauseMs: number }

/** A sender that dies gives its webhooks up after this. */
const leaseSeconds = 10

const taking = sql`
  update webhooks w set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${leaseSeconds})
  from due where w.id = due.id returning w.id, w.event_id as "eventId", w.variant, w.body, w.attempts`

export function createWebhooks(db: Sql) {
  return {
    /** Decides the payment and writes its webhooks in one statement; false when it was decided before. */
    async decide(paymentId: string, webhooks: NewWebhook[]): Promise<boolean> {
      const row = await oneRow(
        sql`
          with p as (
            update payments set decided = true, decided_at = now() where id = ${paymentId} and not decided returning id
          ), w as (
            insert into webhooks (event_id, payment_id, type, variant, body, next_attempt_at)
            select w."eventId", p.id, w.type, w.variant, w.body, now() + make_interval(secs => w."delayMs" / 1000.0)
            from p, jsonb_to_recordset(${JSON.stringify(webhooks)}::jsonb)
              as w ("eventId" text, type text, variant text, body text, "delayMs" float8)
          )
          select 1 from p`,
        db,
      )
      return row !== undefined
    },

    /** Webhooks that are due, each leased. */
    async takeDue(limit: number): Promise<TakenWebhook[]> {
      const { rows } = await sql<TakenWebhook>`
        with due as (
          select id from webhooks where acknowledged_at is null and next_attempt_at <= now()
          order by next_attempt_at limit ${limit} for update skip locked
        ) ${taking}`.execute(db)
      return rows
    },

    /** The webhooks of one payment that nobody has tried yet, due or not, each leased. */
    async takeUntried(paymentId: string): Promise<TakenWebhook[]> {
      const { rows } = await sql<TakenWebhook>`
        with due as (
          select id from webhooks where payment_id = ${paymentId} and attempts = 0 for update
        ) ${taking}`.execute(db)
      return rows
    },

    /** Keeps what was answered; an unacknowledged webhook is sent again after the pause. */
    async delivered({ id, variant, answer, pauseMs }: Delivery): Promise<void> {
      const isTaken = answer !== null && answer >= 200 && answer < 300
      await sql`
        with d as (insert into deliveries (webhook_id, variant, answer) values (${id}, ${variant}, ${answer}))
        update webhooks set acknowledged_at = case when ${isTaken}::boolean then now() else acknowledged_at end,
          next_attempt_at = now() + make_interval(secs => ${pauseMs / 1_000})
        where id = ${id}`.execute(db)
    },

    /** Every delivery, oldest first. */
    async journal() {
      type Row = { eventId: string; merchantReference: string; type: string; variant: string; answer: number | null }
      const { rows } = await sql<Row & { at: Date }>`
        select w.event_id as "eventId", p.merchant_reference as "merchantReference", w.type, d.variant, d.answer, d.at
        from deliveries d join webhooks w on w.id = d.webhook_id join payments p on p.id = w.payment_id
        order by d.id`.execute(db)
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
    },
  }
}

export type Webhooks = ReturnType<typeof createWebhooks>
