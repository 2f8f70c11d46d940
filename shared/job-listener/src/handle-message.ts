import type { JobType } from '@waybill/contracts'
import { retryAfterMsOf } from '@waybill/errors'
import type { Logger } from '@waybill/logger'
import { type Handler, RetryMessage } from '@waybill/queue-consumer'
import { createHandleJob, createRejectJob, type DoJob } from './handle-job.ts'
import { inJobScope } from './in-job-scope.ts'
import type { OrderReports } from './order-reports.ts'
import { readJob } from './read-job.ts'

type Deps = {
  job: JobType
  reports: OrderReports
  doJob: DoJob
  lastReceive: number
  isServiceDown: () => boolean
  logger: Pick<Logger, 'info' | 'warn'>
  newId: () => string
  random: () => number
}

/** What the queue calls: reads the message, and works on it in a scope of its own, in which failures are logged, too. */
export function createHandleMessage(deps: Deps): Handler {
  const handleJob = createHandleJob(deps)
  const rejectJob = createRejectJob(deps)
  const scope = { ...deps, spanName: `process order-process-${deps.job}` }

  return ({ id: messageId, body, receiveCount }, signal) => {
    const read = readJob(body, deps.job)
    const delivery = { receiveCount, signal }
    return inJobScope(read, scope, async () => {
      try {
        await ('unreadable' in read ? rejectJob(read, delivery) : handleJob(read, delivery))
      } catch (error) {
        deps.logger.warn({ err: error, messageId, receiveCount }, 'job not done')
        throw noSoonerThanAsked(error)
      }
    })
  }
}

// Within the deadline of a job, or the sweeper would announce it once more while its message waits.
const longestPeaceSeconds = 50

function noSoonerThanAsked(error: unknown): unknown {
  const leastDelaySeconds = Math.min(longestPeaceSeconds, retryAfterMsOf(error) / 1_000)
  if (leastDelaySeconds === 0) return error
  return new RetryMessage('a neighbour asks for a pause', { leastDelaySeconds, cause: error })
}
