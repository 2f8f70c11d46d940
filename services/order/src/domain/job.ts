import { attemptsInAll, type Fault, type JobStatus } from '@waybill/contracts'

/** Every allowed move of a job. A report of an attempt is a move; only an operator or the sweeper leads out of `failed`. */
export const jobMoves = {
  queued: ['running', 'succeeded', 'failed'],
  running: ['running', 'succeeded', 'failed'],
  failed: ['queued'],
  succeeded: [],
} as const satisfies Record<JobStatus, readonly JobStatus[]>

/** The states in which a listener's report of `to` still counts. */
export function statesBeforeReport(to: JobStatus): JobStatus[] {
  const states = Object.keys(jobMoves) as JobStatus[]
  return states.filter((from) => (jobMoves[from] as readonly JobStatus[]).includes(to))
}

const progressDeadlineSeconds = 60
const longestRetrySeconds = 40

/**
 * When the sweeper looks at the job again, in seconds from now: a job without progress is announced again,
 * one that failed by a passing fault is retried after 5 s · 2^attempt. `null`: it is left alone.
 */
export function nextLookSeconds(status: JobStatus, attempt: number, fault: Fault | null): number | null {
  switch (status) {
    case 'queued':
    case 'running':
      return progressDeadlineSeconds
    case 'succeeded':
      return null
    case 'failed':
      return fault === 'passing' && attempt < attemptsInAll ? Math.min(5 * 2 ** attempt, longestRetrySeconds) : null
    default:
      return status satisfies never
  }
}
