import type { FailedFilter, Jobs } from '../repositories/jobs.ts'
import { type RetryJob, retryIfFailed } from './retry-job.ts'

export type RetryMatchingRequest = FailedFilter & { operator: string; reason: string }
export type RetriedMatching = { retried: number; remaining: boolean }

type Deps = { jobs: Pick<Jobs, 'findFailed'>; retryJob: RetryJob }

const atMost = 1_000
const atOnce = 4

/**
 * Retries the failed jobs that match, those of the oldest processes first, at most 1,000; `remaining`: there were more. Each is
 * a retry of its own, so two calls at once retry each job once, and what is done stays done when a later one throws.
 */
export function createRetryMatchingJobs({ jobs, retryJob }: Deps) {
  return async ({ operator, reason, ...filter }: RetryMatchingRequest): Promise<RetriedMatching> => {
    const found = await jobs.findFailed(filter, atMost + 1)
    const wanted = found.slice(0, atMost)
    let retried = 0
    for (let at = 0; at < wanted.length; at += atOnce) {
      const some = wanted.slice(at, at + atOnce)
      const done = await Promise.all(some.map((each) => retryIfFailed(retryJob, { ...each, operator, reason })))
      retried += done.filter(Boolean).length
    }
    return { retried, remaining: found.length > atMost }
  }
}

export type RetryMatchingJobs = ReturnType<typeof createRetryMatchingJobs>
