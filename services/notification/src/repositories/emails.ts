import type { EmailStatus, SendEmail } from '@waybill/contracts'
import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { reportOfEnd } from './report-of-end.ts'

export type NewEmail = {
  id: string
  scope: string
  idempotencyKey: string
  requestHash: string
  userId: string
  subject: string
  messageId: string
  traceparent: string | undefined
  request: SendEmail
}

export type KnownEmail = { id: string; status: EmailStatus; requestHash: string }

type Again = { id: string; attempt: number; traceparent: string | undefined }

const knownColumns = sql.raw(`e.id, e.status, e.request_hash as "requestHash"`)

/** The e-mails as the jobs that ask for them see them. */
export function createEmails(db: Sql) {
  return {
    /** Queues the e-mail once for its key; nothing is returned when the key is known. */
    async insert({ request, ...email }: NewEmail): Promise<KnownEmail | undefined> {
      return oneRow(
        sql<KnownEmail>`
          insert into emails as e (id, scope, idempotency_key, request_hash, user_id, order_id, process_id, attempt, template,
            to_address, data, subject, message_id, traceparent, status)
          values (${email.id}, ${email.scope}, ${email.idempotencyKey}, ${email.requestHash}, ${email.userId},
            ${request.orderId}, ${request.processId}, ${request.attempt}, ${request.template}, ${request.to},
            ${JSON.stringify(request.data)}::jsonb, ${email.subject}, ${email.messageId}, ${email.traceparent}, 'queued')
          on conflict (scope, idempotency_key) do nothing returning ${knownColumns}`,
        db,
      )
    },

    async findByKey(scope: string, idempotencyKey: string): Promise<KnownEmail | undefined> {
      return oneRow(
        sql<KnownEmail>`
          select ${knownColumns} from emails e where scope = ${scope} and idempotency_key = ${idempotencyKey}`,
        db,
      )
    },

    /**
     * The job asks again, under the same or a higher attempt. A higher one queues a failed e-mail again, with fresh tries and
     * age; one that is decided is reported again, under the highest attempt. All in one statement, on the locked row.
     */
    async askAgain({ id, attempt, traceparent }: Again): Promise<KnownEmail | undefined> {
      return oneRow(
        sql<KnownEmail>`
          with b as (
            select *, status = 'failed' and sent_at is null and ${attempt} > attempt as fresh
            from emails where id = ${id} for update
          ), e as (
            update emails set attempt = greatest(b.attempt, ${attempt}), traceparent = ${traceparent}, updated_at = now(),
              status = case when fresh then 'queued' else b.status end,
              tries = case when fresh then 0 else b.tries end,
              queued_at = case when fresh then now() else b.queued_at end,
              next_attempt_at = case when fresh then now() else b.next_attempt_at end
            from b where emails.id = b.id returning emails.*
          ), ${reportOfEnd}
          select ${knownColumns} from e`,
        db,
      )
    },
  }
}

export type Emails = ReturnType<typeof createEmails>
