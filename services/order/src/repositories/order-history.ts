import type {
  Fault,
  InternalOrder,
  InternalTimelineEntry,
  JobStatus,
  JobType,
  OrderItem,
  OrderStatus,
} from '@waybill/contracts'
import { iso, isoOrNull, oneRow, type Sql } from '@waybill/postgres'
import { type RawBuilder, sql } from 'kysely'
import { detailsColumns, type ProcessDetailsRow, toDetails } from './processes.ts'
import { type OrderRow, orderColumns, toSummary } from './rows.ts'

type Checkout = InternalOrder['checkouts'][number] & { acceptedAt: string | null }

type History = OrderRow & {
  customerEmail: string
  items: OrderItem[]
  transitions: {
    at: string
    version: number
    from: OrderStatus | null
    to: OrderStatus
    cause: string
    causeId: string
  }[]
  checkouts: Checkout[]
  reports: {
    at: string
    processId: string
    job: JobType
    attempt: number
    status: JobStatus
    reference: string | null
    fault: Fault | null
    note: string | null
  }[]
  actions: { at: string; action: string; job: JobType | null; operator: string; reason: string }[]
}

const historyColumns = sql`
  ${orderColumns}, o.customer_email as "customerEmail",
  (select coalesce(json_agg(json_build_object('sku', sku, 'name', name, 'quantity', quantity,
      'unitPriceMinor', unit_price_minor) order by position), '[]')
    from order_items where order_id = o.id) as items,
  (select coalesce(json_agg(json_build_object('at', at, 'version', version, 'from', from_status,
      'to', to_status, 'cause', cause, 'causeId', cause_id) order by version), '[]')
    from order_transitions where order_id = o.id) as transitions,
  (select coalesce(json_agg(json_build_object('id', id, 'paymentId', payment_id, 'outcome', outcome,
      'failureReason', failure_reason, 'startedAt', started_at, 'acceptedAt', accepted_at,
      'finishedAt', finished_at) order by started_at, id), '[]')
    from checkouts where order_id = o.id) as checkouts,
  (select coalesce(json_agg(json_build_object('at', r.at, 'processId', r.process_id, 'job', r.type,
      'attempt', r.attempt, 'status', r.status, 'reference', r.reference, 'fault', r.fault,
      'note', r.note) order by r.at), '[]')
    from order_process_job_reports r join order_processes p on p.id = r.process_id
    where p.order_id = o.id) as reports,
  (select coalesce(json_agg(json_build_object('at', at, 'action', action, 'job', job,
      'operator', operator, 'reason', reason) order by at), '[]')
    from operator_actions where order_id = o.id) as actions`

const processesColumn = sql`
  (select coalesce(json_agg(d order by d."createdAt", d.id), '[]')
    from (select ${detailsColumns} from order_processes p where p.order_id = o.id) d) as processes`

/** Everything that is known of one order, as it stood at one moment: a single statement. */
export function createOrderHistory(db: Sql) {
  const read = (columns: RawBuilder<unknown>, userId: string, orderId: string) =>
    oneRow(
      sql<History & { processes?: ProcessDetailsRow[] }>`
        select ${columns} from orders o where o.id = ${orderId} and o.user_id = ${userId}`,
      db,
    )
  return {
    async find(userId: string, orderId: string) {
      const row = await read(historyColumns, userId, orderId)
      return row && toHistory(row)
    },

    /** With its processes, oldest first: of the same moment, so that they never show more than the version tells. */
    async findWithProcesses(userId: string, orderId: string) {
      const row = await read(sql`${historyColumns}, ${processesColumn}`, userId, orderId)
      return row && { ...toHistory(row), processes: (row.processes ?? []).map(toDetails) }
    },
  }
}

export type OrderHistory = ReturnType<typeof createOrderHistory>

function toHistory(row: History) {
  return {
    summary: toSummary(row),
    customerEmail: row.customerEmail,
    items: row.items,
    checkouts: row.checkouts.map(({ acceptedAt: _, ...checkout }) => ({
      ...checkout,
      startedAt: iso(checkout.startedAt),
      finishedAt: isoOrNull(checkout.finishedAt),
    })),
    entries: [
      ...row.transitions.map((transition) => ({ kind: 'transition' as const, ...transition, at: iso(transition.at) })),
      ...row.checkouts.flatMap(paymentFacts),
      ...row.actions.map((action) => ({ kind: 'operator-action' as const, ...action, at: iso(action.at) })),
      ...row.reports.map((report) => ({ kind: 'job' as const, ...report, at: iso(report.at) })),
    ] satisfies InternalTimelineEntry[],
  }
}

function paymentFacts(checkout: Checkout) {
  const { startedAt, acceptedAt, finishedAt, outcome } = checkout
  const fact = (at: string, name: 'requested' | 'accepted' | 'succeeded' | 'failed' | 'refused') => ({
    kind: 'payment' as const,
    at: iso(at),
    checkoutId: checkout.id,
    paymentId: name === 'requested' ? null : checkout.paymentId,
    fact: name,
    failureReason: name === outcome ? checkout.failureReason : null,
  })
  return [
    fact(startedAt, 'requested'),
    ...(acceptedAt ? [fact(acceptedAt, 'accepted')] : []),
    ...(finishedAt && outcome ? [fact(finishedAt, outcome)] : []),
  ]
}
