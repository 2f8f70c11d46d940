import type { JobState, JobType } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { nextLookSeconds } from '../domain/job.ts'
import { requestOf } from '../domain/job-request.ts'
import { jobNotFound, processNotFound } from '../domain/refusals.ts'
import type { Jobs } from '../repositories/jobs.ts'
import type { Processes } from '../repositories/processes.ts'

export type RetryRequest = {
  processId: string
  job: JobType
  operator: string
  reason: string
  action?: string
  subject?: string
}

type Deps = {
  jobs: Pick<Jobs, 'findToAnnounce' | 'request'>
  processes: Pick<Processes, 'orderOf'>
  newId: () => string
  now: () => Date
  traceparent: () => string | undefined
  announced: () => void
}

/** An operator runs a failed job again, as its next attempt. Of two at once one wins; the other is told that the job is not failed. */
export function createRetryJob(deps: Deps) {
  return async ({
    processId,
    job,
    operator,
    reason,
    action = 'retry-job',
    subject,
  }: RetryRequest): Promise<JobState> => {
    const found = await deps.jobs.findToAnnounce(processId, job)
    if (!found) throw (await deps.processes.orderOf(processId)) ? jobNotFound() : processNotFound()
    if (found.status !== 'failed') throw notFailed()
    const attempt = found.attempt + 1
    const retried = await deps.jobs.request({
      from: found,
      attempt,
      note: null,
      deadlineSeconds: nextLookSeconds('queued', attempt, null) ?? 0,
      event: requestOf(found, attempt, deps),
      action: { id: deps.newId(), operator, action, reason, subject: subject ?? null },
    })
    if (!retried) throw notFailed()
    deps.announced()
    return { processId, job, status: retried.status, attempt: retried.attempt, applied: true }
  }
}

export type RetryJob = ReturnType<typeof createRetryJob>

/** Where many are retried, one that is not failed any more is no fault: false, and nothing was done. */
export function retryIfFailed(retryJob: RetryJob, request: RetryRequest): Promise<boolean> {
  return retryJob(request).then(() => true, ifNotFailed)
}

function ifNotFailed(error: unknown): false {
  if (error instanceof AppError && error.code === 'job-not-failed') return false
  throw error
}

const notFailed = () => new AppError('conflict', 'job-not-failed', 'Only a failed job can be retried')
