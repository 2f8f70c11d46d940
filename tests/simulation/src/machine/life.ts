import type { VirtualClock } from '../time/virtual-clock.ts'

export type Life = ReturnType<typeof createLife>

/**
 * One life of a process, from a start to a kill. All that it does waits through `pause`, so a kill drops whatever it was
 * doing at its next wait, and a frozen one does it later. Its clock goes wrong by `skewMs`.
 */
export function createLife({ name, clock, skewMs = 0 }: { name: string; clock: VirtualClock; skewMs?: number }) {
  const mourners = new Set<() => void>()
  let isAlive = true
  let frozenUntilMs = 0

  function goOn(resolve: () => void): void {
    if (!isAlive) return
    if (frozenUntilMs > clock.nowMs()) clock.after(frozenUntilMs - clock.nowMs(), () => goOn(resolve))
    else resolve()
  }

  return {
    name,
    isAlive: () => isAlive,
    now: () => new Date(clock.nowMs() + skewMs),

    /** Ends after so many milliseconds, or never. */
    pause: (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, () => goOn(resolve))),

    /** As a pause that `ring` ends early. */
    pauseUnlessRung(ms: number): { ended: Promise<void>; ring: () => void } {
      const { promise: ended, resolve } = Promise.withResolvers<void>()
      const cancel = clock.after(ms, () => goOn(resolve))
      const ring = () => {
        cancel()
        clock.after(0, () => goOn(resolve))
      }
      return { ended, ring }
    },

    freeze(ms: number): void {
      frozenUntilMs = clock.nowMs() + ms
    },

    kill(): void {
      isAlive = false
      for (const mourn of mourners) mourn()
    },

    /** Tells when it is killed; the answer takes that back. */
    onKill(mourn: () => void): () => void {
      mourners.add(mourn)
      return () => mourners.delete(mourn)
    },
  }
}
