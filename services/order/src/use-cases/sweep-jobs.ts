import type { JobType } from '@waybill/contracts'
import { nextLookSeconds } from '../domain/job.ts'
import { requestOf } from '../domain/job-request.ts'
import type { Jobs, JobToAnnounce } from '../repositories/jobs.ts'

/** At most this many messages of a job wait in its queue because of us: a backlog is never multiplied. */
const mostVisible = 1_000

type Deps = {
  jobs: Pick<Jobs, 'findOverdue' | 'request'>
  visibleIn: (job: JobType) => Promise<number>
  newId: () => string
  now: () => Date
  traceparent: () => string | undefined
  announced: () => void
}

/**
 * Asks again for jobs whose deadline has passed: one without progress under the same attempt, one that failed by a passing
 * fault under the next. Announces nothing when the depth of the queue cannot be read. Returns how many it announced.
 */
export function createSweepJobs(deps: Deps) {
  return async (job: JobType): Promise<number> => {
    const room = mostVisible - (await deps.visibleIn(job))
    if (room <= 0) return 0
    const overdue = await deps.jobs.findOverdue(job, room)
    let announcedCount = 0
    for (const found of overdue) if (await announce(found, deps)) announcedCount += 1
    if (announcedCount > 0) deps.announced()
    return announcedCount
  }
}

export type SweepJobs = ReturnType<typeof createSweepJobs>

async function announce(found: JobToAnnounce, deps: Deps): Promise<boolean> {
  const failed = found.status === 'failed'
  const attempt = failed ? found.attempt + 1 : found.attempt
  const requested = await deps.jobs.request({
    from: found,
    attempt,
    note: failed ? null : 'no progress before the deadline: announced again',
    deadlineSeconds: nextLookSeconds('queued', attempt, null) ?? 0,
    event: requestOf(found, attempt, deps),
    action: undefined,
  })
  return requested !== undefined
}
