import { setTimeout as pause } from 'node:timers/promises'

type Options = {
  /** Names the awaited thing in the failure: "waited 5000 ms for <what>". */
  what: string
  timeoutMs?: number
  /** Default: a tenth of the time waited so far, from 10 to 100 ms, so that many who wait leave the machine to others. */
  intervalMs?: number
}

/**
 * Asks until the condition gives something other than false, null or undefined, and answers that. A condition that
 * throws is asked again, for the last time when `timeoutMs` (5000) are over. Then it rejects with what was awaited and what the
 * last try gave.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = 5_000, intervalMs }: Options,
): Promise<Exclude<Awaited<T>, false | null | undefined>> {
  const startedAt = performance.now()
  let last: Attempt
  for (;;) {
    last = await attempt(condition)
    if (isGiven(last.value)) return last.value as Exclude<Awaited<T>, false | null | undefined>
    const waitedMs = performance.now() - startedAt
    if (waitedMs >= timeoutMs) break
    await pause(Math.min(intervalMs ?? intervalAfter(waitedMs), timeoutMs - waitedMs))
  }
  const outcome = last.error === undefined ? `it gave ${String(last.value)}` : `it threw ${String(last.error)}`
  throw new Error(`waited ${timeoutMs} ms for ${what}; at last ${outcome}`, { cause: last.error })
}

/** The pause before the next look, in milliseconds, where none is given. */
export const intervalAfter = (waitedMs: number): number => Math.min(Math.max(10, waitedMs / 10), 100)

type Attempt = { value?: unknown; error?: unknown }

async function attempt(condition: () => unknown): Promise<Attempt> {
  try {
    return { value: await condition() }
  } catch (error) {
    return { error }
  }
}

function isGiven(value: unknown): boolean {
  return value !== false && value !== null && value !== undefined
}
