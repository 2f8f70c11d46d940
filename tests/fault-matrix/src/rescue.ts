import type { CheckingDatabase } from '@waybill/chaos'
import type { CellRun } from './run-cell.ts'

/** One piece of work that a killed worker had in its hands, and how long after its end somebody went on with it. */
export type Rescue = { cell: string; orderId: string; afterMs: number }

const jobReports = (job: string) => `
  select p.order_id, r.at from ord.order_process_job_reports r join ord.order_processes p on p.id = r.process_id
  where r.type = '${job}'`

/** What each worker held, by the stage of the order, and the moments at which that moved on. */
const hands: Record<string, { stage: string; progress: string }> = {
  order: { stage: 'relay', progress: 'select aggregate_id as order_id, published_at as at from ord.outbox' },
  payment: {
    stage: 'submit',
    progress: `
      select p.order_id, t.at from pay.payment_transitions t join pay.payments p on p.id = t.payment_id`,
  },
  notification: { stage: 'mail', progress: 'select order_id, sent_at as at from ntf.emails' },
  'production-listener': { stage: 'process', progress: jobReports('production') },
  'invoice-listener': { stage: 'process', progress: jobReports('invoice') },
  'notification-listener': { stage: 'process', progress: jobReports('notification') },
}

/** Whether it is known what a part holds when it is killed. */
export const isWorker = (name: string): boolean => name in hands

/** Of every worker that was killed. */
export async function readRescues(
  database: Pick<CheckingDatabase, 'query'>,
  runs: readonly CellRun[],
): Promise<Rescue[]> {
  const killed = runs.filter(({ cell }) => cell.fault === 'kill' && isWorker(cell.target.name))
  const rescues: Rescue[] = []
  for (const run of killed) rescues.push(...(await readRescuesOf(database, run)))
  return rescues
}

async function readRescuesOf(database: Pick<CheckingDatabase, 'query'>, { cell, faultAt }: CellRun): Promise<Rescue[]> {
  const held = hands[cell.target.name]
  if (!held) return []
  const rows = await database.query(
    `select g.order_id, extract(epoch from min(g.at) - $1::timestamptz)::float8 * 1000 as after_ms
     from (${held.progress}) g join ord.orders o on o.id = g.order_id
     where o.customer_email like $2 and g.at > $1 group by g.order_id`,
    [faultAt, `${cell.name}.${held.stage}-%`],
  )
  return rows.map((row) => ({ cell: cell.name, orderId: String(row.order_id), afterMs: Number(row.after_ms) }))
}

/** The value that such a share of all does not exceed (nearest rank); 0 where there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0
}
