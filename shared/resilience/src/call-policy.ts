import { AsyncLocalStorage } from 'node:async_hooks'
import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import type { BreakerState } from './breaker.ts'
import type { CallPolicyOptions } from './call-policy-options.ts'
import { orAborted } from './or-aborted.ts'
import { Abandoned, BulkheadFull } from './rejections.ts'
import { retriesOfCall } from './retries-of-call.ts'
import { createRetryBudget } from './retry-budget.ts'

/** An attempt must pass `signal` on to what it does, and end when it aborts. */
type Attempt<T> = (signal: AbortSignal) => Promise<T>

export type CallPolicy = {
  /**
   * Makes the attempt, again where that is allowed, and settles as the last one did; within `totalTimeoutMs` of getting a slot.
   * Throws CircuitOpen or BulkheadFull when nobody was called, a TimeoutError when the total time is up, and the caller's
   * own reason as soon as `caller` aborts: that is not repeated and not held against the neighbour.
   */
  execute<T>(attempt: Attempt<T>, caller?: AbortSignal): Promise<T>
  state(): BreakerState
}

/** The policy of one kind of call. Layers, outermost first: bulkhead, total timeout, retry, breaker, attempt timeout. */
export function createCallPolicy(options: CallPolicyOptions): CallPolicy {
  const { breaker, monotonicMs, retryBudget = { share: 0.1, floor: 10, windowMs: 10_000 } } = options
  const slots = bulkhead(options.bulkhead.concurrent, options.bulkhead.queued ?? 0)
  const budget = createRetryBudget({ ...retryBudget, monotonicMs })

  function callWithRetries<T>(attempt: Attempt<T>, caller: AbortSignal | undefined): Promise<T> {
    const stop = eitherOf(caller, AbortSignal.timeout(options.totalTimeoutMs))
    const attemptInTime = async (retryNumber: number) => {
      abandonIf(stop)
      if (retryNumber === 0) budget.countRequest()
      try {
        return await attempt(eitherOf(stop, AbortSignal.timeout(options.attemptTimeoutMs)))
      } catch (error) {
        abandonIf(caller)
        throw error
      }
    }
    const calls = retriesOfCall(options, budget).execute(({ attempt: retryNumber }) =>
      breaker === undefined ? attemptInTime(retryNumber) : breaker.execute(() => attemptInTime(retryNumber)),
    )
    return orAborted(stop, calls)
  }

  return {
    async execute(attempt, caller) {
      caller?.throwIfAborted()
      // The bulkhead starts a waiting call from inside the one that made room: unbound, it would run in that one's async context.
      const call = AsyncLocalStorage.bind(() => callWithRetries(attempt, caller))
      try {
        return await orAborted(caller, slots.execute(call, caller))
      } catch (error) {
        throw isBulkheadRejectedError(error) ? new BulkheadFull('bulkhead full', { cause: error }) : error
      }
    },
    state: () => breaker?.state() ?? 'closed',
  }
}

const eitherOf = (one: AbortSignal | undefined, other: AbortSignal) =>
  one === undefined ? other : AbortSignal.any([one, other])

function abandonIf(stop: AbortSignal | undefined) {
  if (stop?.aborted) throw new Abandoned(stop.reason)
}
