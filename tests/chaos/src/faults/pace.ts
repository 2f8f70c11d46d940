import { setTimeout as pause } from 'node:timers/promises'

type Deps = { random: () => number; everyMs: readonly [min: number, max: number]; act: () => Promise<void> | void }

/**
 * Acts again and again, after pauses drawn between the two, until stopped; one act ends before the next begins. An act that
 * throws met a part that was away: the next one follows all the same. `stop` waits for the act under way.
 */
export function createPace({ random, everyMs: [min, max], act }: Deps) {
  const stopped = new AbortController()
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await pause(min + random() * (max - min), undefined, { signal: stopped.signal }).catch(() => {})
      if (stopped.signal.aborted) return
      await Promise.resolve(act()).catch(() => {})
    }
  }

  return {
    start(): void {
      running ??= run()
    },
    async stop(): Promise<void> {
      stopped.abort()
      await running
    },
  }
}

/** One of them; the same chance, the same one. */
export function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T
}
