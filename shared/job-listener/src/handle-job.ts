import { attemptsInAll, type JobState } from '@waybill/contracts'
import { faultOf, NeighbourFault } from '@waybill/errors'
import type { Logger } from '@waybill/logger'
import { type QueueMessage, RejectMessage } from '@waybill/queue-consumer'
import { type OrderReports, type Progress, ReportRefused } from './order-reports.ts'
import type { JobKey, RequestedJob, Unreadable } from './read-job.ts'

/** What the service did: a `reference` ends the job; without one the service itself reports how the job ends. */
export type Done = { reference: string | undefined }

/** Has the job done, under its key. A NeighbourFault says whether trying again can help; anything else counts as passing. */
export type DoJob = (job: RequestedJob, signal: AbortSignal) => Promise<Done>

type Deps = {
  reports: OrderReports
  doJob: DoJob
  /** From this receive on a passing fault is the end of the attempt: the queue gives the message up after it. */
  lastReceive: number
  /** Whether the service is known to be away, so that its fault says nothing of the job. */
  isServiceDown: () => boolean
  logger: Pick<Logger, 'info'>
}

type Delivery = Pick<QueueMessage, 'receiveCount'> & { signal: AbortSignal }

/**
 * One job: tell order that it runs, have it done, tell order how it ended. Returning acknowledges the message, throwing gives
 * it back, and RejectMessage leaves it to the dead-letter queue. Repeating it is harmless, for every call carries the job's key.
 */
export function createHandleJob(deps: Deps) {
  return async (job: RequestedJob, delivery: Delivery): Promise<void> => {
    const { receiveCount, signal } = delivery
    const again = receiveCount > 1 && { note: `receive ${receiveCount}` }
    const state = await tellOrder(job, { status: 'running', ...again }, signal, deps)
    if (!isStillWanted(state, job)) return
    const { reference } = await deps.doJob(job, signal).catch((error: unknown) => notDone(error, job, delivery, deps))
    if (reference !== undefined) await tellOrder(job, { status: 'succeeded', reference }, signal, deps)
    deps.logger.info({ attempt: job.attempt, receiveCount, reference }, 'job done')
  }
}

/** A message that cannot be worked on: order is told if the message still says which job waits for it, then the queue gives it up. */
export function createRejectJob(deps: Pick<Deps, 'reports'>) {
  return async ({ unreadable, job }: Unreadable, { signal }: Delivery): Promise<never> => {
    if (job) await tellOrder(job, { status: 'failed', note: unreadable, fault: 'permanent' }, signal, deps)
    throw new RejectMessage(unreadable)
  }
}

/** A newer attempt or a job that has succeeded needs nobody; one that was given up is left to the dead-letter queue. */
function isStillWanted({ status, attempt }: JobState, job: JobKey): boolean {
  if (attempt > job.attempt || status === 'succeeded') return false
  if (status === 'failed') throw new RejectMessage('the job was given up under this attempt')
  return true
}

async function notDone(error: unknown, job: JobKey, { receiveCount, signal }: Delivery, deps: Deps): Promise<never> {
  if (signal.aborted) throw error // too late to tell: the message is given back already
  const fault = faultOf(error)
  const isGivenUp = fault === 'permanent' || receiveCount >= deps.lastReceive
  // Where few orders come, each probe of an outage is a receive of the same message: the last attempt waits for the sweeper instead.
  const isTheEnd = isGivenUp && !(fault === 'passing' && job.attempt >= attemptsInAll && deps.isServiceDown())
  const note = `receive ${receiveCount}: ${wordsFor(error)}`
  const progress: Progress = isTheEnd ? { status: 'failed', note, fault } : { status: 'running', note }
  await tellOrder(job, progress, signal, deps).catch((untold: unknown) => {
    throw new AggregateError([error, untold], 'the job was not done, and order could not be told')
  })
  throw isGivenUp ? new RejectMessage(note, { cause: error }) : error
}

/** A neighbour's fault is told in our own words; of anything else only its name, since its text may hold what is private. */
function wordsFor(error: unknown): string {
  if (error instanceof NeighbourFault) return error.message
  return error instanceof Error ? error.name : 'unknown error'
}

async function tellOrder(job: JobKey, progress: Progress, signal: AbortSignal, { reports }: Pick<Deps, 'reports'>) {
  try {
    return await reports.report(job, progress, signal)
  } catch (error) {
    throw error instanceof ReportRefused ? new RejectMessage(error.message, { cause: error }) : error
  }
}
