export type RetryBudget = ReturnType<typeof createRetryBudget>

/**
 * Keeps retries from multiplying an outage: in each window of `windowMs`, at most `share` of its requests are repeated. The
 * `floor` lets single calls repeat when there is too little traffic for a share to mean anything.
 */
export function createRetryBudget(options: { share: number; floor: number; windowMs: number; now: () => Date }) {
  let window = { startMs: Number.NEGATIVE_INFINITY, requests: 0, retries: 0 }

  // A clock that was set back starts a new window too, or the budget would stand still until it catches up.
  const currentWindow = () => {
    const nowMs = options.now().getTime()
    const age = nowMs - window.startMs
    if (age < 0 || age >= options.windowMs) window = { startMs: nowMs, requests: 0, retries: 0 }
    return window
  }

  return {
    countRequest() {
      currentWindow().requests += 1
    },
    /** True, and counted, when one more retry fits. */
    takeRetry(): boolean {
      const current = currentWindow()
      if (current.retries + 1 > Math.max(options.floor, options.share * current.requests)) return false
      current.retries += 1
      return true
    },
  }
}
