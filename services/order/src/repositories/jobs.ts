import type { Fault, JobStatus, JobType, OrderProcessEvent, PaymentOutcome } from '@waybill/contracts'
import { oneRow, type Sql } from '@waybill/postgres'
import { type RawBuilder, sql } from 'kysely'
import type { AnnouncedOrder } from '../domain/announcement.ts'
import { statesBeforeReport } from '../domain/job.ts'
import { type AnnouncedRow, announcedColumns, outboxRow, toAnnounced } from './announced-orders.ts'
import { momentOf } from './moment.ts'

export type JobState = {
  processId: string
  job: JobType
  status: JobStatus
  attempt: number
  fault: Fault | null
  note: string | null
}

export type JobToAnnounce = JobState & {
  outcome: PaymentOutcome
  failureReason: string | null
  order: AnnouncedOrder
}

type Report = {
  processId: string
  job: JobType
  attempt: number
  status: JobStatus
  fault: Fault | null
  note: string | null
  reference: string | null
  nextLookSeconds: number | null
}

/** `olderThan`: of processes created before this time, RFC 3339. */
export type FailedFilter = { job?: JobType | undefined; olderThan?: string | undefined }

export type OperatorAction = { id: string; operator: string; action: string; reason: string; subject: string | null }

/** A job as it was read, and the event that asks for it under `attempt`. */
type Request = {
  from: JobState
  attempt: number
  note: string | null
  deadlineSeconds: number
  event: OrderProcessEvent
  /** With an action: an operator's doing, whatever the deadline. Without: only once the deadline has passed. */
  action: OperatorAction | undefined
}

const stateColumns = sql.raw(`j.process_id as "processId", j.type as job, j.status, j.attempt, j.fault, j.note`)

type JobRow = JobState & { outcome: PaymentOutcome; failureReason: string | null; order: AnnouncedRow }

export function createJobs(db: Sql) {
  return {
    async find(processId: string, job: JobType): Promise<JobState | undefined> {
      return oneRow(
        sql<JobState>`select ${stateColumns} from order_process_jobs j where process_id = ${processId} and type = ${job}`,
        db,
      )
    },

    /** This job of each of these processes, in no order. */
    async findEach(processIds: readonly string[], job: JobType): Promise<JobState[]> {
      const { rows } = await sql<JobState>`
        select ${stateColumns} from order_process_jobs j
        where process_id = any(${processIds}::uuid[]) and type = ${job}`.execute(db)
      return rows
    },

    /**
     * Moves the job forward, keeps the report and raises the order's version, in one statement. Returns nothing when the
     * report is older than the state. The same report twice is kept once.
     */
    async report(report: Report): Promise<JobState | undefined> {
      return oneRow(
        sql<JobState>`
          with o as (
            select o.id from orders o join order_processes p on p.order_id = o.id where p.id = ${report.processId}
            for update of o
          ), j as (
            update order_process_jobs set status = ${report.status}, note = coalesce(${report.note}, note),
              reference = coalesce(${report.reference}, reference), fault = ${report.fault},
              deadline_at = now() + make_interval(secs => ${report.nextLookSeconds}::float8), updated_at = now()
            from o where process_id = ${report.processId} and type = ${report.job} and attempt = ${report.attempt}
              and status = any(${statesBeforeReport(report.status)}) returning order_process_jobs.*
          ), r as (
            insert into order_process_job_reports (process_id, type, attempt, status, fault, note, reference)
            select process_id, type, attempt, status, fault, ${report.note}, ${report.reference} from j
            on conflict do nothing returning 1
          ), v as (
            update orders set version = version + 1, updated_at = now() from o
            where orders.id = o.id and exists (select from r)
          )
          select ${stateColumns} from j`,
        db,
      )
    },

    /** A job with what its event needs, whatever its state. */
    async findToAnnounce(processId: string, job: JobType): Promise<JobToAnnounce | undefined> {
      const rows = await announceable(sql`j.process_id = ${processId} and j.type = ${job}`, 1, db)
      return rows[0]
    },

    /** Jobs whose deadline has passed, longest ago first; none of an order that still has an event to publish. */
    async findOverdue(job: JobType, limit: number): Promise<JobToAnnounce[]> {
      return announceable(
        sql`j.type = ${job} and j.deadline_at <= now() and not exists (
          select from outbox x where x.aggregate_type = 'order' and x.aggregate_id = o.id and x.published_at is null)`,
        limit,
        db,
      )
    },

    /** Failed jobs, those of the oldest processes first. */
    async findFailed({ job, olderThan }: FailedFilter, limit: number): Promise<Pick<JobState, 'processId' | 'job'>[]> {
      const { rows } = await sql<Pick<JobState, 'processId' | 'job'>>`
        select j.process_id as "processId", j.type as job
        from order_process_jobs j join order_processes p on p.id = j.process_id
        where j.status = 'failed' ${job ? sql`and j.type = ${job}` : sql``}
          ${olderThan ? sql`and p.created_at < ${momentOf(olderThan)}` : sql``}
        order by j.process_id, j.type limit ${limit}`.execute(db)
      return rows
    },

    /**
     * Asks for the job: raises the order's version, moves the deadline, keeps a report and writes the event (and the
     * operator's action) in one statement. Returns nothing when the job is no longer as it was read. Without an action it does
     * not wait for an order that somebody else holds: the next pass finds the job again.
     */
    async request({ from, attempt, note, deadlineSeconds, event, action }: Request): Promise<JobState | undefined> {
      return oneRow(
        sql<JobState>`
          with o as (
            select o.id from orders o join order_processes p on p.order_id = o.id where p.id = ${from.processId}
            for update of o ${action ? sql`` : sql`skip locked`}
          ), j as (
            update order_process_jobs set attempt = ${attempt}, fault = null, updated_at = now(),
              status = case when status = 'failed' then 'queued' else status end,
              deadline_at = now() + make_interval(secs => ${deadlineSeconds})
            from o where process_id = ${from.processId} and type = ${from.job} and attempt = ${from.attempt}
              and status = ${from.status} ${action ? sql`` : sql`and deadline_at <= now()`}
            returning order_process_jobs.*
          ), m as (
            update orders set version = version + 1, updated_at = now() from o, j where orders.id = o.id
            returning orders.id, orders.version
          ), r as (
            insert into order_process_job_reports (process_id, type, attempt, status, note)
            select process_id, type, attempt, status, ${note} from j on conflict do nothing
          ), ${outboxRow(event)} ${action ? sql`, ${actionRow(action, from)}` : sql``}
          select ${stateColumns} from j`,
        db,
      )
    },
  }
}

export type Jobs = ReturnType<typeof createJobs>

async function announceable(which: RawBuilder<unknown>, limit: number, db: Sql): Promise<JobToAnnounce[]> {
  const { rows } = await sql<JobRow>`
    select ${stateColumns}, p.outcome, p.failure_reason as "failureReason",
      (select row_to_json(announced) from (select ${announcedColumns}) announced) as "order"
    from order_process_jobs j join order_processes p on p.id = j.process_id join orders o on o.id = p.order_id
    where ${which} order by j.deadline_at limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, order: toAnnounced(row.order) }))
}

const actionRow = (action: OperatorAction, { processId, job }: JobState) => sql`a as (
  insert into operator_actions (id, operator, action, reason, order_id, process_id, job, subject)
  select ${action.id}, ${action.operator}, ${action.action}, ${action.reason}, m.id, ${processId}, ${job}, ${action.subject}
  from m
)`
