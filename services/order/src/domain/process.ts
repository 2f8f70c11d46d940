import type { JobStatus, JobType, PaymentOutcome, ProcessStatus } from '@waybill/contracts'

const jobsOfOutcome = {
  succeeded: ['production', 'invoice', 'notification'],
  failed: ['notification'],
} as const satisfies Record<PaymentOutcome, readonly JobType[]>

/** What has to be done once the payment of an order has ended: each job once. */
export function jobsFor(outcome: PaymentOutcome): readonly JobType[] {
  return jobsOfOutcome[outcome]
}

/** A process has no state of its own: it is what its jobs say. */
export function processStatusOf(jobs: readonly JobStatus[]): ProcessStatus {
  if (jobs.includes('failed')) return 'error'
  return jobs.every((status) => status === 'succeeded') ? 'completed' : 'pending'
}
