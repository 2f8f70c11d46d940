import { type JobType, jobType } from '@waybill/contracts'
import type { Logger } from '@waybill/logger'
import { createWorkerLoop } from '@waybill/worker-loop'
import type { FinishCheckouts } from '../use-cases/finish-checkouts.ts'
import type { SweepJobs } from '../use-cases/sweep-jobs.ts'

type Deps = { logger: Logger; random: () => number; intervalMs: number; maxBackoffMs?: number }

const again = (count: number) => (count > 0 ? ('more' as const) : ('idle' as const))

/** Publishes what the outbox holds: woken after each commit that wrote to it, with a poll behind it. */
export function createRelayWorker(relayOnce: () => Promise<'more' | 'idle'>, deps: Deps) {
  return createWorkerLoop({ name: 'outbox-relay', work: relayOnce, ...deps })
}

/** Finishes checkouts that nobody waits for any more. */
export function createCheckoutSweeper(finishCheckouts: FinishCheckouts, deps: Deps) {
  return createWorkerLoop({ name: 'checkout-sweeper', work: async () => again(await finishCheckouts()), ...deps })
}

/** Asks again for jobs whose deadline has passed; one loop a job, so that one unreadable queue holds up no other. */
export function createJobSweepers(sweepJobs: SweepJobs, deps: Deps) {
  const sweep = (job: JobType) => async () => {
    await sweepJobs(job)
    return 'idle' as const
  }
  return jobType.options.map((job) => createWorkerLoop({ name: `job-sweeper ${job}`, work: sweep(job), ...deps }))
}

/** Deletes what is kept only for a time: published events after a day, answers of idempotency keys after three. */
export function createHousekeeper(cleanUp: () => Promise<number>, deps: Deps) {
  return createWorkerLoop({ name: 'housekeeper', work: async () => again(await cleanUp()), ...deps })
}
