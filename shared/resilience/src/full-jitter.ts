/**
 * A pause between 0 and `capMs` ms that doubles its upper bound from `baseMs` with each attempt (the first is 0): "full jitter",
 * which spreads callers that failed together (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter).
 */
export function fullJitterMs(pause: { baseMs: number; attempt: number; capMs: number; random: () => number }): number {
  return Math.floor(pause.random() * Math.min(pause.capMs, pause.baseMs * 2 ** pause.attempt))
}
