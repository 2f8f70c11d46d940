import type { PaymentOverview, Waiting } from '@waybill/contracts'
import { oneRow, type Sql, secondsSince } from '@waybill/postgres'
import { sql } from 'kysely'

type Counts = Pick<PaymentOverview, 'payments' | 'webhooks'>
type Oldest = Pick<Waiting, 'oldestSeconds'>

export type Urgent = {
  payments: Pick<Counts['payments'], 'submitting' | 'pending'> & Oldest
  webhooks: Pick<Counts['webhooks'], 'received' | 'waiting_for_payment' | 'quarantined'> & Oldest
  confirmations: Waiting
  flagged: number
}

export type Totals = {
  payments: Pick<Counts['payments'], 'succeeded' | 'failed' | 'expired'>
  webhooks: Pick<Counts['webhooks'], 'processed' | 'ignored'>
}

/** How many there are of what. The states are written out, for the planner matches them with those of partial indexes. */
export function createFigures(db: Sql) {
  return {
    /** What is open, as of one moment. It costs as much as is open, however much there is beside. */
    async urgent(): Promise<Urgent> {
      const row = await oneRow(
        sql<Urgent>`
          select row_to_json(p) as payments, row_to_json(w) as webhooks, row_to_json(c) as confirmations, f.flagged
          from (
            select count(*) filter (where status = 'submitting') as submitting,
              count(*) filter (where status = 'pending') as pending,
              max(${secondsSince(sql`created_at`)}) as "oldestSeconds"
            from payments where status in ('submitting', 'pending')
          ) p, (
            select count(*) filter (where status = 'received') as received,
              count(*) filter (where status = 'waiting_for_payment') as waiting_for_payment,
              count(*) filter (where status = 'quarantined') as quarantined,
              max(${secondsSince(sql`received_at`)}) filter (where status <> 'quarantined') as "oldestSeconds"
            from webhook_events where status in ('received', 'waiting_for_payment', 'quarantined')
          ) w, (
            select count(*) as count, max(${secondsSince(sql`created_at`)}) as "oldestSeconds"
            from payment_confirmations where delivered_at is null
          ) c, (
            select count(*) as flagged from payments where flag is not null and acknowledged_at is null
          ) f`,
        db,
      )
      return row as Urgent
    },

    /** What is over, as of one moment. It costs more the more there is. */
    async totals(): Promise<Totals> {
      const row = await oneRow(
        sql<Totals>`
          select row_to_json(p) as payments, row_to_json(w) as webhooks
          from (
            select count(*) filter (where status = 'succeeded') as succeeded,
              count(*) filter (where status = 'failed') as failed, count(*) filter (where status = 'expired') as expired
            from payments where status in ('succeeded', 'failed', 'expired')
          ) p, (
            select count(*) filter (where status = 'processed') as processed,
              count(*) filter (where status = 'ignored') as ignored
            from webhook_events where status in ('processed', 'ignored')
          ) w`,
        db,
      )
      return row as Totals
    },
  }
}
