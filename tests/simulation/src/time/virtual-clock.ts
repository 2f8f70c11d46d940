import { createEventQueue, type Event } from './event-queue.ts'

export type VirtualClock = ReturnType<typeof createVirtualClock>

const startMs = Date.parse('2026-01-15T10:00:00.000Z')

/**
 * Time that moves from event to event. What an event sets going runs to its next wait on this clock before the next event
 * comes, so that a run is decided by the order of the events alone; it must wait for nothing else.
 */
export function createVirtualClock() {
  const events = createEventQueue()
  let nowMs = startMs
  let added = 0

  return {
    nowMs: () => nowMs,
    /** Milliseconds since the beginning. */
    elapsedMs: () => nowMs - startMs,

    /** Runs it after so many milliseconds. The answer takes it back. */
    after(ms: number, run: () => void): () => void {
      const event: Event = { atMs: nowMs + Math.max(0, ms), order: added++, run, isCancelled: false }
      events.add(event)
      return () => {
        event.isCancelled = true
      }
    },

    /** Runs events until it is over, or until there is none. */
    async run(isOver: () => boolean): Promise<void> {
      for (let event = events.takeFirst(); event && !isOver(); event = events.takeFirst()) {
        if (event.isCancelled) continue
        nowMs = event.atMs
        event.run()
        await allSettled()
      }
    },
  }
}

/** Ends when every promise that could go on has gone on: immediates come after all of them. */
const allSettled = () => new Promise((resolve) => setImmediate(resolve))
