// R10, first half: how often a call is tried, on every way between two parts.

import type { Placed } from '@waybill/system-tests'
import { inParallel } from '@waybill/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { atPace } from './support/at-pace.ts'
import { startCountedSystem } from './support/counted-system.ts'
import { say } from './support/figures.ts'

const seed = Number(process.env.CHAOS_SEED ?? 7)
const perSecond = 4

let counted: Awaited<ReturnType<typeof startCountedSystem>>
beforeAll(async () => {
  counted = await startCountedSystem(seed)
}, 180_000)
afterAll(() => counted?.stop(), 60_000)

/** So many orders, created and checked out; resolves when each is settled. */
async function buy(count: number, whenAsked = () => {}): Promise<void> {
  const { system } = counted
  const placed: Placed[] = []
  await atPace(count, perSecond, async () => {
    const one = await system.createOrder(1_099)
    await system.checkout(one)
    placed.push(one)
  })
  whenAsked()
  await inParallel(placed, 8, async (one) => void (await system.settled(one, 'paid', 240_000)))
}

const takeCounts = () => counted.proxies.map((proxy) => ({ way: proxy.name, ...proxy.takeCounts() }))
type Count = ReturnType<typeof takeCounts>[number]

const shown = (counts: Count[]) =>
  Object.fromEntries(counts.map(({ way, calls, tries, most }) => [way, [calls, tries, most]]))

it('when all is calm, a call is tried 1.1 times at most', async () => {
  takeCounts()
  await buy(200)
  const counts = takeCounts()
  say('R10', { seed, 'calm: calls, tries, most of one': shown(counts) })
  expect(counts.filter(({ calls, withoutTrace }) => calls === 0 || withoutTrace > 0)).toEqual([])
  expect(counts.filter(({ calls, tries }) => tries > 1.1 * calls)).toEqual([])
  expect(counts.filter(({ most }) => most > 3)).toEqual([])
}, 300_000)

it('when every third try fails, a call is tried three times at most, and all is settled afterwards', async () => {
  for (const proxy of counted.proxies) proxy.disturb(1 / 3)
  await buy(100, () => {
    for (const proxy of counted.proxies) proxy.disturb(0)
  })
  const counts = takeCounts()
  say('R10', { seed, 'troubled: calls, tries, most of one': shown(counts) })
  expect(counts.filter(({ most, withoutTrace }) => most > 3 || withoutTrace > 0)).toEqual([])
  expect(Math.max(...counts.map(({ most }) => most))).toBeGreaterThan(1)
}, 420_000)
