import type { JobType } from '@waybill/contracts'
import { statesBeforeReport } from '../../../../../services/order/src/domain/job.ts'
import type { JobState, Jobs, JobToAnnounce } from '../../../../../services/order/src/repositories/jobs.ts'
import { due } from '../table.ts'
import type { JobRow, OrderTables } from './order-tables.ts'
import { announced } from './payment-facts.ts'
import { raised, writeEvent } from './shared-writes.ts'

/** As `createJobs` of the order service, without what only operators look at. */
export function createJobsInMemory(tables: OrderTables): Omit<Jobs, 'findEach' | 'findFailed'> {
  const { jobs, reports, orders, processes, outbox, actions, nowMs } = tables
  const jobOf = (processId: string, job: JobType) => jobs.get(`${processId} ${job}`)

  function orderOf({ orderId }: JobRow) {
    const order = orders.get(orderId)
    if (!order) throw new Error('a job without its order')
    return order
  }

  function toAnnounce(row: JobRow): JobToAnnounce {
    const { outcome = 'failed', failureReason = null } = processes.get(row.processId) ?? {}
    return { ...stateOf(row), outcome, failureReason, order: announced(orderOf(row)) }
  }

  /** False when the same report is there, word for word. */
  function keepReport({ processId, job, attempt, status, fault }: JobRow, said: Pick<JobRow, 'note' | 'reference'>) {
    const { note, reference } = said
    const countBefore = reports.ofProcess(processId).length
    reports.put({ processId, job, attempt, status, fault, note, reference })
    return reports.ofProcess(processId).length > countBefore
  }

  return {
    async find(processId, job) {
      const row = jobOf(processId, job)
      return row && stateOf(row)
    },

    async report({ processId, job, attempt, status, fault, note, reference, nextLookSeconds }) {
      const row = jobOf(processId, job)
      if (row?.attempt !== attempt || !statesBeforeReport(status).includes(row.status)) return undefined
      const deadlineMs = nextLookSeconds === null ? null : nowMs() + nextLookSeconds * 1_000
      const said = { note: note ?? row.note, reference: reference ?? row.reference }
      const after = { ...row, ...said, status, fault, deadlineMs }
      jobs.put(after)
      if (keepReport(after, { note, reference })) raised(tables, orderOf(row))
      return stateOf(after)
    },

    async findToAnnounce(processId, job) {
      const row = jobOf(processId, job)
      return row && toAnnounce(row)
    },

    async findOverdue(job, limit) {
      const hasNothingToPublish = ({ orderId }: JobRow) => outbox.unpublishedOf(orderId).length === 0
      const overdue = due(jobs.due[job](), (row) => row.deadlineMs, nowMs(), Number.POSITIVE_INFINITY)
      return overdue.filter(hasNothingToPublish).slice(0, limit).map(toAnnounce)
    },

    async request({ from, attempt, note, deadlineSeconds, event, action }) {
      const row = jobOf(from.processId, from.job)
      if (row?.attempt !== from.attempt || row.status !== from.status) return undefined
      if (!action && (row.deadlineMs === null || row.deadlineMs > nowMs())) return undefined
      const status = row.status === 'failed' ? 'queued' : row.status
      const after = { ...row, attempt, status, fault: null, deadlineMs: nowMs() + deadlineSeconds * 1_000 }
      jobs.put(after)
      keepReport(after, { note, reference: null })
      const order = raised(tables, orderOf(row))
      writeEvent(tables, order, event)
      if (action) actions.put({ ...action, orderId: order.id })
      return stateOf(after)
    },
  }
}

const stateOf = ({ processId, job, status, attempt, fault, note }: JobRow): JobState => {
  return { processId, job, status, attempt, fault, note }
}
