import type { Email, EmailStatus } from '@waybill/contracts'
import { iso, oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { decidedStates } from '../domain/email.ts'

type EmailRow = Omit<Email, 'createdAt' | 'sentAt'> & { createdAt: Date; sentAt: Date | null }

export type EmailFilter = { orderId?: string | undefined; status?: EmailStatus | undefined }

export type Resend = {
  emailId: string
  actionId: string
  operator: string
  reason: string
  idempotencyKey: string
  traceparent: string | undefined
}

/** What operators see of e-mails and do to them. */
export function createEmailLog(db: Sql) {
  return {
    /** Newest first, each with the newest 50 of its tries. `total` stops at 1,001. */
    async page(
      { orderId, status }: EmailFilter,
      limit: number,
      offset: number,
    ): Promise<{ total: number; data: Email[] }> {
      const which = sql`
        where ${orderId ? sql`order_id = ${orderId}` : sql`true`} and ${status ? sql`status = ${status}` : sql`true`}`
      const { rows } = await sql<EmailRow>`
        select e.id, e.user_id as "userId", e.order_id as "orderId", e.process_id as "processId", e.template,
          e.to_address as "to", e.subject, e.message_id as "messageId", e.status, e.attempt,
          e.created_at as "createdAt", e.sent_at as "sentAt",
          (select coalesce(json_agg(json_build_object('at', at, 'outcome', outcome, 'detail', detail) order by id), '[]')
            from (select * from email_attempts where email_id = e.id order by id desc limit 50) newest) as tries,
          (select coalesce(json_agg(json_build_object('at', at, 'operator', operator, 'action', action,
              'reason', reason) order by at, id), '[]')
            from operator_actions where email_id = e.id) as "operatorActions"
        from (
          select * from emails ${which} order by created_at desc, id desc limit ${limit} offset ${offset}
        ) e order by e.created_at desc, e.id desc`.execute(db)
      const counted = await oneRow(
        sql<{ total: number }>`
          select count(*)::int as total from (select 1 from emails ${which} limit 1001) counted`,
        db,
      )
      return { total: counted?.total ?? 0, data: rows.map(toEmail) }
    },

    /**
     * Queues a decided e-mail whose job has succeeded once more, and records who asked for it, once per key. False, and
     * nothing is written, when it cannot be or the key is known. One statement: the action's key decides who may.
     */
    async resend({ emailId, actionId, operator, reason, idempotencyKey, traceparent }: Resend): Promise<boolean> {
      const row = await oneRow(
        sql`
          with b as (
            select id from emails where id = ${emailId} and status = any(${decidedStates}) and sent_at is not null for update
          ), a as (
            insert into operator_actions (id, operator, action, reason, email_id, idempotency_key)
            select ${actionId}::uuid, ${operator}, 'resend-email', ${reason}, id, ${idempotencyKey} from b
            on conflict (idempotency_key) do nothing returning email_id
          )
          update emails e set status = 'queued', tries = 0, traceparent = ${traceparent},
            queued_at = now(), next_attempt_at = now(), updated_at = now()
          from a where e.id = a.email_id returning 1`,
        db,
      )
      return row !== undefined
    },

    /** Which e-mail this key was used for, if any. */
    async resentUnder(idempotencyKey: string): Promise<{ emailId: string; reason: string } | undefined> {
      return oneRow(
        sql<{ emailId: string; reason: string }>`
          select email_id as "emailId", reason from operator_actions where idempotency_key = ${idempotencyKey}`,
        db,
      )
    },

    async statusOf(emailId: string): Promise<EmailStatus | undefined> {
      return (await oneRow(sql<{ status: EmailStatus }>`select status from emails where id = ${emailId}`, db))?.status
    },
  }
}

export type EmailLog = ReturnType<typeof createEmailLog>

function toEmail({ tries, operatorActions, ...row }: EmailRow): Email {
  return {
    ...row,
    createdAt: iso(row.createdAt),
    sentAt: row.sentAt && iso(row.sentAt),
    tries: tries.map((attempt) => ({ ...attempt, at: iso(attempt.at) })),
    operatorActions: operatorActions.map((action) => ({ ...action, at: iso(action.at) })),
  }
}
