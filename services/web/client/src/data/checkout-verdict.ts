import { isPassing, Problem, Unreadable } from '../format/failure.ts'

/**
 * True when a checkout may or may not have happened: it is asked again under the same key, for as long as it takes. All other
 * errors are refusals: nothing was started by this call.
 */
export const isUndecided = (error: unknown): boolean =>
  isPassing(error) || error instanceof Unreadable || isStillRunning(error)

const isStillRunning = (error: unknown) => error instanceof Problem && error.code === 'idempotency-key-in-progress'
