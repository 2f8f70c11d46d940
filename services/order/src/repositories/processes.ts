import type {
  Fault,
  JobStatus,
  JobType,
  PaymentOutcome,
  ProcessDetails,
  ProcessStatus,
  ProcessSummary,
} from '@waybill/contracts'
import { countedAtMost } from '@waybill/contracts'
import { iso, isoOrNull, oneRow, type Sql } from '@waybill/postgres'
import { type RawBuilder, sql } from 'kysely'
import { processStatusOf } from '../domain/process.ts'
import { momentOf } from './moment.ts'

type JobRow = {
  job: JobType
  status: JobStatus
  attempt: number
  fault: Fault | null
  note: string | null
  reference: string | null
  deadlineAt: string | null
  updatedAt: string
}

type ProcessRow = {
  id: string
  orderId: string
  userId: string
  orderName: string
  outcome: PaymentOutcome
  createdAt: Date | string
  jobs: JobRow[]
}

type ReportRow = Omit<ProcessDetails['reports'][number], 'reportedAt'> & { reportedAt: string }

export type ProcessDetailsRow = ProcessRow & { reports: ReportRow[] }

export type ProcessFilter = {
  status?: ProcessStatus | undefined
  job?: JobType | undefined
  olderThan?: string | undefined
}

const processColumns = sql`
  p.id, p.order_id as "orderId", o.user_id as "userId", o.name as "orderName", p.outcome, p.created_at as "createdAt",
  (select json_agg(json_build_object('job', type, 'status', status, 'attempt', attempt, 'fault', fault, 'note', note,
      'reference', reference, 'deadlineAt', deadline_at, 'updatedAt', updated_at) order by type desc)
    from order_process_jobs where process_id = p.id) as jobs`

/** Of `order_processes p` and `orders o`: a process with everything. */
export const detailsColumns = sql`${processColumns},
  (select coalesce(json_agg(json_build_object('job', type, 'attempt', attempt, 'status', status, 'fault', fault,
      'note', note, 'reference', reference, 'reportedAt', at) order by at), '[]')
    from order_process_job_reports where process_id = p.id) as reports`

/** Order processes for operators. The status of a process is never stored: it is what its jobs say. */
export function createProcesses(db: Sql) {
  return {
    /** Newest first. `total` stops at 1,001. */
    async page(
      filter: ProcessFilter,
      limit: number,
      offset: number,
    ): Promise<{ total: number; data: ProcessSummary[] }> {
      const { rows } = await sql<ProcessRow & { total: number }>`
        with hits as materialized (
          select p.id, p.created_at from order_processes p where ${matches(filter)}
          order by p.created_at desc, p.id desc limit ${Math.max(countedAtMost + 1, offset + limit)}
        ), page as (select id from hits order by created_at desc, id desc limit ${limit} offset ${offset})
        select (select count(*)::int from (select 1 from hits limit ${countedAtMost + 1}) counted) as total, ${processColumns}
        from (select 1) one left join page on true left join order_processes p on p.id = page.id
          left join orders o on o.id = p.order_id
        order by p.created_at desc, p.id desc`.execute(db)
      return { total: rows[0]?.total ?? 0, data: rows.filter((row) => row.id !== null).map(toProcess) }
    },

    async find(processId: string): Promise<ProcessDetails | undefined> {
      const row = await oneRow(
        sql<ProcessDetailsRow>`
          select ${detailsColumns} from order_processes p join orders o on o.id = p.order_id where p.id = ${processId}`,
        db,
      )
      return row && toDetails(row)
    },

    async orderOf(processId: string): Promise<{ orderId: string; userId: string } | undefined> {
      return oneRow(
        sql<{ orderId: string; userId: string }>`
          select o.id as "orderId", o.user_id as "userId" from order_processes p join orders o on o.id = p.order_id
          where p.id = ${processId}`,
        db,
      )
    },
  }
}

export type Processes = ReturnType<typeof createProcesses>

export function toDetails(row: ProcessDetailsRow): ProcessDetails {
  const reports = row.reports.map((report) => ({ ...report, reportedAt: iso(report.reportedAt) }))
  return { ...toProcess(row), reports }
}

function matches({ status, job, olderThan }: ProcessFilter): RawBuilder<unknown> {
  const ofJob = job ? sql`and j.type = ${job}` : sql``
  const having = (states: RawBuilder<unknown>) =>
    sql`p.id in (select j.process_id from order_process_jobs j where j.status in (${states}) ${ofJob})`
  const failed = sql`select from order_process_jobs j where j.process_id = p.id and j.status = 'failed'`
  const conditions = {
    error: having(sql`'failed'`),
    pending: sql`${having(sql`'queued', 'running'`)} and not exists (${failed})`,
    completed: sql`not exists (select from order_process_jobs j where j.process_id = p.id and j.status <> 'succeeded')
      ${job ? sql`and exists (select from order_process_jobs j where j.process_id = p.id ${ofJob})` : sql``}`,
    any: job ? sql`exists (select from order_process_jobs j where j.process_id = p.id ${ofJob})` : sql`true`,
  }
  return sql`${conditions[status ?? 'any']} ${olderThan ? sql`and p.created_at < ${momentOf(olderThan)}` : sql``}`
}

function toProcess(row: ProcessRow): ProcessSummary {
  const { id, orderId, userId, orderName, outcome, createdAt, jobs } = row
  return {
    ...{ id, orderId, userId, orderName, outcome, createdAt: iso(createdAt) },
    status: processStatusOf(jobs.map((job) => job.status)),
    jobs: jobs.map((job) => ({ ...job, deadlineAt: isoOrNull(job.deadlineAt), updatedAt: iso(job.updatedAt) })),
  }
}
