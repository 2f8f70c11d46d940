import { DelegateBackoff, handleWhen, type IRetryBackoffContext, retry } from 'cockatiel'
import type { CallPolicyOptions } from './call-policy-options.ts'
import { fullJitterMs } from './full-jitter.ts'
import { Abandoned, CircuitOpen } from './rejections.ts'
import type { RetryBudget } from './retry-budget.ts'

/**
 * The retries of one call: as many as `tries` leaves, and none that the budget refuses, whose pause would outlast the call's
 * total time, or that an open breaker would not let through; the failure itself is thrown then, at once.
 */
export function retriesOfCall(options: CallPolicyOptions, budget: RetryBudget) {
  const deadlineMs = options.monotonicMs() + options.totalTimeoutMs
  const pauses = new DelegateBackoff((context: IRetryBackoffContext<unknown>) => {
    const error = 'error' in context.result ? context.result.error : undefined
    const pauseMs = pauseMsBefore(context.attempt, error, options)
    if (options.breaker?.state() === 'open' || options.monotonicMs() + pauseMs >= deadlineMs) throw error
    if (!budget.takeRetry()) throw error
    return pauseMs
  })
  const worthAnotherTry = handleWhen((error) => !isOwnRefusal(error) && options.isPassing(error))
  return retry(worthAnotherTry, { maxAttempts: options.tries - 1, backoff: pauses })
}

// Final even where `isPassing` calls it passing: an open breaker must not be asked again at once.
const isOwnRefusal = (error: unknown) => error instanceof CircuitOpen || error instanceof Abandoned

function pauseMsBefore(retryNumber: number, error: unknown, options: CallPolicyOptions): number {
  const jitterMs = fullJitterMs({ ...options.backoff, attempt: retryNumber - 1, random: options.random })
  return (options.retryAfterSeconds?.(error) ?? 0) * 1_000 + jitterMs
}
