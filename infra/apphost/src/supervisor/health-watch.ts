import { setTimeout as pause } from 'node:timers/promises'

export type HealthPace = { untilHealthyMs: number; onceHealthyMs: number }
export const defaultHealthPace: HealthPace = { untilHealthyMs: 100, onceHealthyMs: 2_000 }

/** So many refusals in a row make a healthy resource unhealthy: one alone may be a busy moment. */
const refusalsToBelieve = 2

/** Asks again and again and reports each change, until stopped: often while not healthy, seldom afterwards. */
export function watchHealth(deps: {
  isHealthy: () => Promise<boolean>
  onChange: (healthy: boolean) => void
  pace: HealthPace
}): { stop: () => void } {
  const stopped = new AbortController()
  const watch = async () => {
    let believed = false
    let refusals = 0
    while (!stopped.signal.aborted) {
      const healthy = await deps.isHealthy()
      if (stopped.signal.aborted) return
      refusals = healthy ? 0 : refusals + 1
      if (healthy !== believed && (healthy || refusals >= refusalsToBelieve)) {
        believed = healthy
        deps.onChange(healthy)
      }
      const calm = believed && refusals === 0
      await pause(calm ? deps.pace.onceHealthyMs : deps.pace.untilHealthyMs, undefined, { signal: stopped.signal })
    }
  }
  watch().catch(() => {}) // the pause rejects when stopped
  return { stop: () => stopped.abort() }
}
