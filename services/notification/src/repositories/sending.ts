import type { SendEmail } from '@waybill/contracts'
import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { statesBefore } from '../domain/email.ts'
import { reportOfEnd } from './report-of-end.ts'

export type ClaimedEmail = {
  id: string
  /** What the claim was made with; who does not hold it any more writes nothing. */
  claimedBy: string
  userId: string
  orderId: string
  processId: string
  template: SendEmail['template']
  toAddress: string
  data: SendEmail['data']
  messageId: string
  traceparent: string | null
  tries: number
  ageSeconds: number
}

type Claim = Pick<ClaimedEmail, 'id' | 'claimedBy'>

/** Longer than the mail server (20 s) and the record of its answer (9 s) may take. */
const leaseSeconds = 30

/** The e-mails as their senders see them. */
export function createSending(db: Sql) {
  return {
    /**
     * The e-mails that have been due longest, each claimed for 30 s. One whose sender let its claim lapse is logged as
     * interrupted, and sent again under the same Message-ID.
     */
    async claim(limit: number, claimedBy: string): Promise<ClaimedEmail[]> {
      const { rows } = await sql<ClaimedEmail>`
        with due as (
          select id, status from emails where status in ('queued', 'sending') and next_attempt_at <= now()
          order by next_attempt_at limit ${limit} for update skip locked
        ), a as (
          insert into email_attempts (email_id, outcome) select id, 'interrupted' from due where status = 'sending'
        )
        update emails e set status = 'sending', claimed_by = ${claimedBy}, tries = tries + 1, updated_at = now(),
          next_attempt_at = now() + make_interval(secs => ${leaseSeconds})
        from due where e.id = due.id
        returning e.id, e.claimed_by as "claimedBy", e.user_id as "userId", e.order_id as "orderId",
          e.process_id as "processId", e.template, e.to_address as "toAddress", e.data, e.message_id as "messageId",
          e.traceparent, e.tries, extract(epoch from now() - e.queued_at)::int as "ageSeconds"`.execute(db)
      return rows
    },

    /** SMTP has decided: state, log and the report that order must get, in one statement. False when the claim was lost. */
    async decide({ id, claimedBy }: Claim, to: 'sent' | 'failed', answer: string): Promise<boolean> {
      const row = await oneRow(
        sql`
          with e as (
            update emails set status = ${to}, answer = ${answer}, claimed_by = null, updated_at = now(),
              sent_at = case when ${to} = 'sent' then now() else sent_at end
            where id = ${id} and status = any(${statesBefore(to)}) and claimed_by = ${claimedBy} returning *
          ), a as (
            insert into email_attempts (email_id, outcome, detail) select id, ${to}, ${answer} from e
          ), ${reportOfEnd}
          select 1 from e`,
        db,
      )
      return row !== undefined
    },

    /** A passing fault: the e-mail waits. False when the claim was lost. */
    async postpone({ id, claimedBy }: Claim, answer: string, pauseMs: number): Promise<boolean> {
      const row = await oneRow(
        sql`
          with e as (
            update emails set status = 'queued', answer = ${answer}, claimed_by = null, updated_at = now(),
              next_attempt_at = now() + make_interval(secs => ${pauseMs / 1_000})
            where id = ${id} and status = 'sending' and claimed_by = ${claimedBy} returning id
          )
          insert into email_attempts (email_id, outcome, detail) select id, 'postponed', ${answer} from e returning 1`,
        db,
      )
      return row !== undefined
    },
  }
}

export type Sending = ReturnType<typeof createSending>
