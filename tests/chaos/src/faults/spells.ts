import { setTimeout as pause } from 'node:timers/promises'

/** What is done for a while: each is undone after its time, or when all end. */
export function createSpells() {
  const over = new AbortController()
  const undone = new Set<Promise<void>>()
  return {
    /** Does not wait for the end. */
    add(durationMs: number, undo: () => Promise<void> | void): void {
      const waiting = pause(durationMs, undefined, { signal: over.signal }).catch(() => {})
      undone.add(waiting.then(undo))
    },
    /** Undoes at once what is not undone yet, and resolves then. */
    async end(): Promise<void> {
      over.abort()
      await Promise.all(undone)
    },
  }
}
