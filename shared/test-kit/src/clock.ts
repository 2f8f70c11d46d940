/** A clock that stands still. */
export function fixedClock(at = '2026-01-15T10:00:00.000Z'): () => Date {
  return () => new Date(at)
}

/** A clock that moves only when told: `now()` tells the time, `advance(ms)` moves it on. */
export function advanceableClock(start = '2026-01-15T10:00:00.000Z') {
  let timeMs = Date.parse(start)
  return {
    now: () => new Date(timeMs),
    advance: (ms: number) => {
      timeMs += ms
    },
  }
}
