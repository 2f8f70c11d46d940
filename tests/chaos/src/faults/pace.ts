import { setTimeout as pause } from 'node:timers/promises'

type Deps = {
  random: () => number
  everyMs: readonly [min: number, max: number]
  /** The first pause is drawn up to here. Default: like any other. */
  firstWithinMs?: number
  act: () => Promise<void> | void
}

/**
 * Acts again and again, after pauses drawn between the two, until stopped; one act ends before the next begins. An act that
 * throws met a part that was away: the next one follows all the same. `stop` waits for the act under way.
 */
export function createPace({ random, everyMs, firstWithinMs, act }: Deps) {
  const stopped = new AbortController()
  let running: Promise<void> | undefined
  const pauseFor = (min: number, max: number) =>
    pause(min + random() * (max - min), undefined, { signal: stopped.signal }).catch(() => {})

  async function run(): Promise<void> {
    await (firstWithinMs === undefined ? pauseFor(...everyMs) : pauseFor(0, firstWithinMs))
    while (!stopped.signal.aborted) {
      await Promise.resolve()
        .then(act)
        .catch(() => {})
      await pauseFor(...everyMs)
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
