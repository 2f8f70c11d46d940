export type RestartPause = { firstMs: number; capMs: number; steadyAfterMs: number }

export const defaultRestartPause: RestartPause = { firstMs: 250, capMs: 10_000, steadyAfterMs: 30_000 }

/**
 * How long to wait before a crashed process is started again: `firstMs`, then double each time, at most `capMs`.
 * One that had run for `steadyAfterMs` begins anew.
 */
export function createRestartPauses({ firstMs, capMs, steadyAfterMs }: RestartPause) {
  let inARow = 0
  return {
    nextMs: (ranForMs: number): number => {
      if (ranForMs >= steadyAfterMs) inARow = 0
      const pauseMs = Math.min(capMs, firstMs * 2 ** inARow)
      inARow += 1
      return pauseMs
    },
  }
}
