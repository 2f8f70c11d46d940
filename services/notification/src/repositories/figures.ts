import type { NotificationOverview, Waiting } from '@waybill/contracts'
import { oneRow, type Sql, secondsSince } from '@waybill/postgres'
import { sql } from 'kysely'

type Emails = NotificationOverview['emails']

export type Urgent = {
  emails: Omit<Emails, 'sent'> & Pick<Waiting, 'oldestSeconds'>
  reports: Waiting
}

/** How many there are of what. */
export function createFigures(db: Sql) {
  return {
    /** What is not done, as of one moment. It costs as much as that is, however much was sent. */
    async urgent(): Promise<Urgent> {
      const row = await oneRow(
        sql<Urgent>`
          select row_to_json(e) as emails, row_to_json(r) as reports
          from (
            select count(*) filter (where status = 'queued') as queued,
              count(*) filter (where status = 'sending') as sending, count(*) filter (where status = 'failed') as failed,
              max(${secondsSince(sql`queued_at`)}) filter (where status <> 'failed') as "oldestSeconds"
            from emails where status in ('queued', 'sending', 'failed')
          ) e, (
            select count(*) as count, max(${secondsSince(sql`created_at`)}) as "oldestSeconds"
            from job_reports where delivered_at is null
          ) r`,
        db,
      )
      return row as Urgent
    },

    /** How many e-mails are sent. It costs more the more there are. */
    async sent(): Promise<number> {
      const row = await oneRow(sql<{ sent: number }>`select count(*) as sent from emails where status = 'sent'`, db)
      return row?.sent ?? 0
    },
  }
}
