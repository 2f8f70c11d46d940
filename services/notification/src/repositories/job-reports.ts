import type { Fault } from '@waybill/contracts'
import type { Sql } from '@waybill/postgres'
import { sql } from 'kysely'

export type DueReport = {
  id: number
  claimedBy: string
  emailId: string
  userId: string
  orderId: string
  processId: string
  traceparent: string | null
  attempt: number
  status: 'succeeded' | 'failed'
  fault: Fault | null
  note: string | null
  reference: string | null
  tries: number
}

const leaseSeconds = 15

/** What order must still be told of the notification job. */
export function createJobReports(db: Sql) {
  return {
    /** The reports that have been due longest, each leased for 15 s. */
    async takeDue(limit: number, claimedBy: string): Promise<DueReport[]> {
      const { rows } = await sql<DueReport>`
        with due as (
          select id from job_reports where delivered_at is null and next_attempt_at <= now()
          order by next_attempt_at limit ${limit} for update skip locked
        ), r as (
          update job_reports j set tries = tries + 1, claimed_by = ${claimedBy},
            next_attempt_at = now() + make_interval(secs => ${leaseSeconds})
          from due where j.id = due.id returning j.*
        )
        select r.id, r.claimed_by as "claimedBy", r.email_id as "emailId", e.user_id as "userId", e.order_id as "orderId",
          r.process_id as "processId", e.traceparent, r.attempt, r.status, r.fault, r.note, r.reference, r.tries
        from r join emails e on e.id = r.email_id`.execute(db)
      return rows
    },

    async delivered(id: number): Promise<void> {
      await sql`
        update job_reports set delivered_at = now(), last_error = null
        where id = ${id} and delivered_at is null`.execute(db)
    },

    /** Order has not answered: again after a pause. Nothing changes when another worker has taken it over. */
    async postpone(
      { id, claimedBy }: Pick<DueReport, 'id' | 'claimedBy'>,
      error: string,
      pauseMs: number,
    ): Promise<void> {
      await sql`
        update job_reports set last_error = ${error}, next_attempt_at = now() + make_interval(secs => ${pauseMs / 1_000})
        where id = ${id} and claimed_by = ${claimedBy} and delivered_at is null`.execute(db)
    },
  }
}

export type JobReports = ReturnType<typeof createJobReports>
