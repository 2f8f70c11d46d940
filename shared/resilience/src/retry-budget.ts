export type RetryBudget = ReturnType<typeof createRetryBudget>

type Options = { share: number; floor: number; windowMs: number; monotonicMs: () => number }

/**
 * Keeps retries from multiplying an outage: in each window of `windowMs`, at most `share` of its requests are repeated. The
 * `floor` lets single calls repeat when there is too little traffic for a share to mean anything.
 */
export function createRetryBudget(options: Options) {
  let window = { startMs: Number.NEGATIVE_INFINITY, requests: 0, retries: 0 }

  const currentWindow = () => {
    const atMs = options.monotonicMs()
    if (atMs - window.startMs >= options.windowMs) window = { startMs: atMs, requests: 0, retries: 0 }
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
