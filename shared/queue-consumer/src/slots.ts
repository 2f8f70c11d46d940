/**
 * The places of the messages in hand: being handled, or asked for in a receive. So no message is received that cannot start
 * at once: its visibility runs from the receive.
 */
export function createSlots(total: number) {
  let taken = 0
  const waiting = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of waiting) wake()
  }

  return {
    /** Takes up to `wanted` of the free ones, as long as no more than `limit` are taken in all; returns how many. */
    take(wanted: number, limit: number): number {
      const count = Math.max(0, Math.min(wanted, total - taken, limit - taken))
      taken += count
      return count
    },
    release(count: number): void {
      if (count === 0) return
      taken -= count
      setImmediate(wakeAll) // those that are freed in the same turn go into one receive: fewer, fuller calls
    },
    /** Resolves soon after the next release, at the latest after `maxMs`. */
    nextRelease(maxMs: number): Promise<void> {
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, maxMs)
        waiting.add(wake)
      })
    },
  }
}
