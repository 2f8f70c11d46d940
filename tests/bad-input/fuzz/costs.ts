import { expect } from 'vitest'
import type { Portrait } from '../support/portraits.ts'

type Figures = Record<string, number>
type Costs = { heapGrownMb: Figures; outsideGrownMb: Figures; eventLoopP99Ms: Figures }

type Portraits = Record<string, Portrait>
/** Drawn before the first request, after the last one, and once nothing is under way any more. */
type Drawn = { before: Portraits; busy: Portraits; rested: Portraits }

/** What fuzzing cost each process: what it holds after a collection, and how late its event loop was meanwhile. */
export function costsOf({ before, busy, rested }: Drawn): Costs {
  const rounded = (value: number) => Math.round(value * 10) / 10
  const each = (figure: (name: string, now: Portrait) => number) =>
    Object.fromEntries(Object.entries(rested).map(([name, now]) => [name, rounded(figure(name, now))]))
  return {
    heapGrownMb: each((name, { heapMb }) => heapMb - (before[name]?.heapMb ?? 0)),
    outsideGrownMb: each((name, { outsideMb }) => outsideMb - (before[name]?.outsideMb ?? 0)),
    eventLoopP99Ms: each((name) => busy[name]?.eventLoopP99Ms ?? Number.POSITIVE_INFINITY),
  }
}

/** Of a hundred thousand requests: 300 cases a route, no process holds 50 MB more, and none makes others wait 100 ms. */
export function expectPromised(
  { heapGrownMb, outsideGrownMb, eventLoopP99Ms }: Costs,
  cases: ReadonlyMap<string, number>,
): void {
  expect([...cases].filter(([, count]) => count < 300)).toEqual([])
  const grownMb = Object.entries(heapGrownMb).map(([name, heap]) => [name, heap + (outsideGrownMb[name] ?? 0)] as const)
  expect(grownMb.filter(([, megabytes]) => megabytes > 50)).toEqual([])
  expect(Object.entries(eventLoopP99Ms).filter(([, ms]) => ms > 100)).toEqual([])
}
