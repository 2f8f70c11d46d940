export type Rate = {
  /** 0 is no limit. */
  perSecond: number
  /** So many at once, after a silence. */
  burst: number
}

type Bucket = { tokens: number; atMs: number }

/**
 * One token bucket for each caller, in this process alone. Taking a token answers 0; when there is none, after how many
 * seconds there will be. No more than `maxCallers` are remembered: when there are too many, those that have been silent
 * longest are forgotten, and start anew with a full bucket.
 */
export function createTokenBuckets(deps: Rate & { maxCallers: number; monotonicMs: () => number }) {
  const { perSecond, burst, maxCallers, monotonicMs } = deps
  // Two halves that change places: to delete the oldest entry of one Map costs 7 µs when it is large.
  let recent = new Map<string, Bucket>()
  let earlier = new Map<string, Bucket>()

  return (caller: string): number => {
    if (perSecond === 0) return 0
    const atMs = monotonicMs()
    const bucket = recent.get(caller) ?? remember(caller, earlier.get(caller) ?? { tokens: burst, atMs })
    bucket.tokens = Math.min(burst, bucket.tokens + ((atMs - bucket.atMs) / 1_000) * perSecond)
    bucket.atMs = atMs
    if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond
    bucket.tokens -= 1
    return 0
  }

  function remember(caller: string, bucket: Bucket): Bucket {
    if (recent.size >= maxCallers / 2) {
      earlier = recent
      recent = new Map()
    }
    recent.set(caller, bucket)
    return bucket
  }
}
