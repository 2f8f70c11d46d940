import {
  type JobStatus,
  type JobType,
  jobType,
  type OrderOverview,
  type OrderStatus,
  orderStatus,
} from '@waybill/contracts'
import { createOutboxAdmin } from '@waybill/outbox'
import { oneRow, type Sql, secondsSince } from '@waybill/postgres'
import { sql } from 'kysely'

export type OverviewTotals = Pick<OrderOverview, 'orders' | 'processes'>

type Waiting = OrderOverview['openCheckouts']
type OpenJobs = { job: JobType; status: JobStatus; count: number; oldestSeconds: number }
type Totals = { orders: Partial<Record<OrderStatus, number>>; processes: OverviewTotals['processes'] }

/** The service in figures. Ages are by the database's clock. */
export function createOverview(db: Sql) {
  const outbox = createOutboxAdmin({ db })
  return {
    /**
     * Reads every order, 0.1 s for 200,000 of them, so not for every asker. An index on `orders.status` would make it quick, and
     * every move of an order dear: no such update could stay in its page (HOT) any more.
     */
    async countTotals(): Promise<OverviewTotals> {
      const row = await oneRow(totals, db)
      const none = Object.fromEntries(orderStatus.options.map((status) => [status, 0]))
      return {
        orders: { ...none, ...row?.orders } as OverviewTotals['orders'],
        processes: row?.processes ?? noProcesses,
      }
    },

    /** What is not finished. Read from partial indexes that hold nothing else, so its cost is that of the backlog. */
    async countOpen(): Promise<Pick<OrderOverview, 'jobs' | 'outbox' | 'openCheckouts'>> {
      const [jobs, stats, checkouts] = await Promise.all([
        openJobs.execute(db),
        outbox.stats(),
        oneRow(openCheckouts, db),
      ])
      const { unpublished, parked, oldestUnpublishedSeconds } = stats
      return {
        jobs: jobType.options.map((job) => countsOf(job, jobs.rows)),
        outbox: { count: unpublished, oldestSeconds: unpublished > 0 ? oldestUnpublishedSeconds : null, parked },
        openCheckouts: checkouts ?? { count: 0, oldestSeconds: null },
      }
    },
  }
}

export type Overview = ReturnType<typeof createOverview>

const noProcesses = { pending: 0, completed: 0, error: 0 }

/** A process is what its jobs say; most have succeeded, and only the others are looked at. */
const totals = sql<Totals>`
  with open as (
    select bool_or(status = 'failed') as failed from order_process_jobs where status <> 'succeeded' group by process_id
  ), counted as (
    select count(*) filter (where failed) as error, count(*) filter (where not failed) as pending from open
  )
  select (select json_object_agg(status, count) from (select status, count(*) from orders group by status) by_status) as orders,
    (select json_build_object('pending', pending, 'error', error,
      'completed', (select count(*) from order_processes) - pending - error) from counted) as processes`

/** A queued job waits since its process began, or since the report that opened its later attempt: announcing again ends no wait. */
const openJobs = sql<OpenJobs>`
  select type as job, status, count(*)::int as count, max(${secondsSince(sql`
    case when status <> 'queued' then null when attempt = 1 then created_at else (
      select min(at) from order_process_job_reports r
      where r.process_id = j.process_id and r.type = j.type and r.attempt = j.attempt and r.status = 'queued') end`)}
  ) as "oldestSeconds"
  from order_process_jobs j where status <> 'succeeded' group by type, status`

const openCheckouts = sql<Waiting>`
  select count(*)::int as count, max(${secondsSince(sql`started_at`)}) as "oldestSeconds"
  from checkouts where finished_at is null`

function countsOf(job: JobType, rows: readonly OpenJobs[]) {
  const of = (status: JobStatus) => rows.find((row) => row.job === job && row.status === status)
  const count = (status: JobStatus) => of(status)?.count ?? 0
  return {
    ...{ job, queued: count('queued'), running: count('running'), failed: count('failed') },
    oldestWaitingSeconds: of('queued')?.oldestSeconds ?? null,
  }
}
