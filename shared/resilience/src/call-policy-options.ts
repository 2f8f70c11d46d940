import type { Breaker } from './breaker.ts'

export type CallPolicyOptions = {
  /** Which failures are worth another attempt. */
  isPassing: (error: unknown) => boolean
  /** How long the neighbour asked to be left alone. */
  retryAfterSeconds?: (error: unknown) => number | undefined
  /** Attempts in all, the first one included. More than 1 only for what may be repeated: GET and keyed POST. */
  tries: number
  attemptTimeoutMs: number
  totalTimeoutMs: number
  backoff: { baseMs: number; capMs: number }
  /** How many calls run at once, and how many more may wait for a slot (0). */
  bulkhead: { concurrent: number; queued?: number }
  breaker?: Breaker
  /** Default: 10 % of the requests of each 10 s, or 10 where that is more. */
  retryBudget?: { share: number; floor: number; windowMs: number }
  random: () => number
  /** A clock that never goes back. */
  monotonicMs: () => number
}
