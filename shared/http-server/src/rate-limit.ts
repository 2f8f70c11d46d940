import type { Context, MiddlewareHandler } from 'hono'
import { sendProblem } from './problem.ts'
import { createTokenBuckets, type Rate } from './token-buckets.ts'

export type RateLimits = { reads: Rate; writes: Rate }

type Deps = RateLimits & {
  /** Whose bucket a request draws from; undefined: it is not limited. */
  callerOf: (c: Context) => string | undefined
  /** Milliseconds of a clock that never goes back. */
  monotonicMs: () => number
  /** About 100 bytes each. */
  maxCallers?: number
}

const readingMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * A guard that answers 429 with `Retry-After` (RFC 6585, section 4) to a caller who asks too often, before anything of the
 * request is read. Reading and writing are counted apart. Each process counts for itself.
 */
export function createRateLimit({
  reads,
  writes,
  callerOf,
  monotonicMs,
  maxCallers = 10_000,
}: Deps): MiddlewareHandler {
  const takeRead = createTokenBuckets({ ...reads, maxCallers, monotonicMs })
  const takeWrite = createTokenBuckets({ ...writes, maxCallers, monotonicMs })
  return async (c, next) => {
    const caller = callerOf(c)
    if (caller === undefined) return next()
    const waitSeconds = (readingMethods.includes(c.req.method) ? takeRead : takeWrite)(caller)
    return waitSeconds === 0 ? next() : tooMany(c, waitSeconds)
  }
}

function tooMany(c: Context, retryAfterSeconds: number) {
  return sendProblem(c, 429, 'too-many-requests', { detail: 'Too many requests. Slow down.', retryAfterSeconds })
}
