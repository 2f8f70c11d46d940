import { expect } from 'vitest'
import type { Misbehaviour } from './misbehaviours.ts'
import type { Neighbour, NeighbourCall } from './open-neighbour.ts'
import { waitFor } from './wait-for.ts'

/** How often and how long one call is tried. */
export type Tries = { tries: number; attemptTimeoutMs: number; totalTimeoutMs: number }

/** What `random` gives in tests of pauses, so that they are known: short ones, and none before a message comes again. */
export const knownChance = 0.24

const baseMs = 100
const clocksMs = 10
const slowMs = 500
const pauseOfBreakerMs = 5_000
const slackMs = 1_000

/**
 * That these are all tries of one call: as many as it has, the same request under the same key each time, each try after its
 * pause and after the time that the neighbour asked for, and all within the time of the call.
 */
export function expectTries(calls: readonly NeighbourCall[], misbehaviour: Misbehaviour, budget: Tries): void {
  expect(calls).toHaveLength(budget.tries)
  expectSameRequest(calls)
  expectPauses(calls, misbehaviour, { ...budget, pauseMs: (n) => Math.floor(knownChance * baseMs * 2 ** n) })
  expect(timeOf(calls.at(-1)) - timeOf(calls[0])).toBeLessThanOrEqual(budget.totalTimeoutMs + slackMs)
}

type Pauses = { attemptTimeoutMs: number; pauseMs: (n: number) => number }

/** That each call came after the pause of its own, and no sooner than the neighbour asked for. */
export function expectPauses(calls: readonly NeighbourCall[], misbehaviour: Misbehaviour, pauses: Pauses): void {
  for (const [n, { atMs }] of calls.slice(1).entries()) {
    expect(atMs - timeOf(calls[n])).toBeGreaterThanOrEqual(leastGapMs(misbehaviour, pauses, n))
  }
}

/** That whatever repeats it, it is the same request under the same key. */
export function expectSameRequest(calls: readonly NeighbourCall[]): void {
  for (const { method, url, key, body } of calls) expect(calls[0]).toMatchObject({ method, url, key, body })
}

/** That no redirect was followed, and that what is too long was seen to be cut off, early on. */
export async function expectCaution(neighbour: Neighbour, { name }: Misbehaviour): Promise<void> {
  expect(await neighbour.redirected()).toEqual([])
  const readBeforeCut = neighbour.readBeforeCut()
  if (name === 'ten-megabytes') expect(readBeforeCut.length).toBeGreaterThan(0)
  for (const bytes of readBeforeCut) expect(bytes).toBeLessThan(1_000_000)
}

/** How many calls there are, once there are so many and no more come for a second: the breaker is open. */
export function quietAfter(count: number, calls: () => Promise<readonly NeighbourCall[]>): Promise<number> {
  let before = 0
  const isQuiet = async () => {
    const now = (await calls()).length
    const isSame = now === before
    before = now
    return isSame && now >= count && now
  }
  return waitFor(isQuiet, { what: `${count} calls and then none`, timeoutMs: 20_000, intervalMs: 1_000 })
}

/** That after `before` calls the breaker let nobody through for its pause, then one call, and the others after its slow answer. */
export function expectProbe(calls: readonly NeighbourCall[], before: number): void {
  const [last, probe, next] = calls.slice(before - 1).map(timeOf)
  expect(Number(probe) - Number(last)).toBeGreaterThanOrEqual(pauseOfBreakerMs - slackMs) // some may have been under way
  expect(Number(next) - Number(probe)).toBeGreaterThanOrEqual(slowMs - clocksMs)
}

const timeOf = (call: NeighbourCall | undefined) => call?.atMs ?? Number.NaN

// WireMock may be slow to note a call whose end nobody waits for; one that it has answered it has noted before.
function leastGapMs({ neverEnds, retryAfterMs = 0 }: Misbehaviour, { attemptTimeoutMs, pauseMs }: Pauses, n: number) {
  const leastMs = Math.max(retryAfterMs, pauseMs(n))
  return neverEnds ? attemptTimeoutMs + leastMs - slackMs : leastMs - clocksMs
}
