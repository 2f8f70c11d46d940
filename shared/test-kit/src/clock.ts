/** A clock that stands still. */
export function fixedClock(at = '2026-01-15T10:00:00.000Z'): () => Date {
  return () => new Date(at)
}

/** A clock that moves only when told: `now()` tells the time, `monotonicMs()` how long it runs, `advance(ms)` moves both on. */
export function advanceableClock(start = '2026-01-15T10:00:00.000Z') {
  const startMs = Date.parse(start)
  let runsMs = 0
  return {
    now: () => new Date(startMs + runsMs),
    monotonicMs: () => runsMs,
    advance: (ms: number) => {
      runsMs += ms
    },
  }
}
