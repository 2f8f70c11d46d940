import type { JobType, OrderProcessEvent, PaymentOutcome } from '@waybill/contracts'
import { type AnnouncedOrder, jobRequested } from './announcement.ts'

type Job = {
  processId: string
  job: JobType
  outcome: PaymentOutcome
  failureReason: string | null
  order: AnnouncedOrder
}

type Makers = { newId: () => string; now: () => Date; traceparent: () => string | undefined }

/** The event that asks a listener for one job under `attempt`. */
export function requestOf(job: Job, attempt: number, { newId, now, traceparent }: Makers): OrderProcessEvent {
  return jobRequested(job.job, {
    eventId: newId(),
    time: now().toISOString(),
    processId: job.processId,
    outcome: job.outcome,
    failureReason: job.failureReason,
    order: job.order,
    jobs: [{ job: job.job, attempt }],
    traceparent: traceparent(),
  })
}
