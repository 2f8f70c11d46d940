import { setTimeout as pause } from 'node:timers/promises'

type Options = {
  /** Names the awaited thing in the failure: "waited 5000 ms for <what>". */
  what: string
  timeoutMs?: number
  intervalMs?: number
}

/**
 * Asks until the condition gives something other than false, null or undefined, and answers that. A condition that
 * throws is asked again. Rejects after `timeoutMs` (5000) with what was awaited and what the last try gave.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = 5_000, intervalMs = 10 }: Options,
): Promise<Exclude<Awaited<T>, false | null | undefined>> {
  const deadline = performance.now() + timeoutMs
  let last: Attempt = { value: undefined }
  do {
    last = await attempt(condition)
    if (isGiven(last.value)) return last.value as Exclude<Awaited<T>, false | null | undefined>
    await pause(intervalMs)
  } while (performance.now() < deadline)
  const outcome = last.error === undefined ? `it gave ${String(last.value)}` : `it threw ${String(last.error)}`
  throw new Error(`waited ${timeoutMs} ms for ${what}; at last ${outcome}`, { cause: last.error })
}

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
