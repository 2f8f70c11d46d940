import type { Fault, JobStatus, JobType, OrderItem, OrderStatus, PaymentOutcome } from '@waybill/contracts'
import type { OperatorAction } from '../../../../../services/order/src/repositories/jobs.ts'
import { createKeyTable } from '../idempotency-keys.ts'
import { createOutboxTable } from '../outbox-rows.ts'
import { createTable, type UndoLog } from '../table.ts'

export type OrderRow = {
  id: string
  userId: string
  name: string
  status: OrderStatus
  currency: string
  totalMinor: number
  customerName: string
  customerEmail: string
  items: OrderItem[]
  version: number
  createdMs: number
  updatedMs: number
}

export type TransitionRow = {
  orderId: string
  version: number
  from: OrderStatus | null
  to: OrderStatus
  cause: string
  causeId: string
}

export type CheckoutRow = {
  id: string
  orderId: string
  paymentId: string | null
  paymentStatus: string | null
  outcome: PaymentOutcome | 'refused' | null
  failureReason: string | null
  nextTryMs: number
  acceptedMs: number | null
  finishedMs: number | null
}

export type ProcessRow = {
  id: string
  orderId: string
  checkoutId: string
  outcome: PaymentOutcome
  failureReason: string | null
}

export type JobRow = {
  processId: string
  orderId: string
  job: JobType
  status: JobStatus
  attempt: number
  fault: Fault | null
  note: string | null
  reference: string | null
  deadlineMs: number | null
}

export type ReportRow = Pick<JobRow, 'processId' | 'job' | 'attempt' | 'status' | 'fault' | 'note' | 'reference'>

export type OrderTables = ReturnType<typeof createOrderTables>

/** The tables of the order service, with the indexes that its statements need. */
export function createOrderTables(nowMs: () => number) {
  const log: UndoLog = { undo: undefined }
  const checkouts = createTable<CheckoutRow>(({ id }) => id, log)
  const processes = createTable<ProcessRow>(({ id }) => id, log)
  const jobs = createTable<JobRow>(({ processId, job }) => `${processId} ${job}`, log)
  const transitions = createTable<TransitionRow>(({ orderId, version }) => `${orderId} ${version}`, log)
  const reports = createTable<ReportRow>((row) => JSON.stringify(reportKey(row)), log)
  let lastSeq = 0
  return {
    nowMs,
    orders: createTable<OrderRow>(({ id }) => id, log),
    transitions: { ...transitions, ofOrder: transitions.index(({ orderId }) => orderId) },
    checkouts: {
      ...checkouts,
      ofOrder: checkouts.index(({ orderId }) => orderId),
      open: checkouts.open(({ finishedMs }) => finishedMs === null),
    },
    processes: { ...processes, ofOrder: processes.index(({ orderId }) => orderId) },
    jobs: {
      ...jobs,
      ofProcess: jobs.index(({ processId }) => processId),
      undone: jobs.open(({ status }) => status !== 'succeeded'),
      due: {
        production: jobs.open(({ job, deadlineMs }) => job === 'production' && deadlineMs !== null),
        invoice: jobs.open(({ job, deadlineMs }) => job === 'invoice' && deadlineMs !== null),
        notification: jobs.open(({ job, deadlineMs }) => job === 'notification' && deadlineMs !== null),
      },
    },
    reports: { ...reports, ofProcess: reports.index(({ processId }) => processId) },
    actions: createTable<OperatorAction & { orderId: string }>(({ id }) => id, log),
    outbox: createOutboxTable(log),
    keys: createKeyTable(log),
    nextSeq: () => ++lastSeq,
    lastSeq: () => lastSeq,
  }
}

/** A report that is repeated word for word is one report. */
const reportKey = ({ processId, job, attempt, status, note, reference }: ReportRow) => [
  ...[processId, job, attempt, status, note ?? '', reference ?? ''],
]
