// R14: 30 writers, some of whose transactions are rolled back; real PostgreSQL, the relay of shared/outbox, the local SNS.
import { seededRandom, waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { atPace } from './support/at-pace.ts'
import { quantile, say, spread } from './support/figures.ts'
import { type OutboxStage, startOutboxStage } from './support/outbox-stage.ts'

const all = Number(process.env.PROMISE_EVENTS ?? 100_000)
const writers = 30
const rollbackShare = 0.02
/** Well below what a relay can do: else it is the length of the line that is measured. */
const calmPerSecond = 250
const random = seededRandom(Number(process.env.CHAOS_SEED ?? 7))

let stage: OutboxStage
beforeAll(async () => {
  stage = await startOutboxStage()
}, 120_000)
afterAll(() => stage?.stop(), 120_000)

const committed: string[] = []
const rolledBack: string[] = []

/** Answers the id and when its commit was known; undefined for what was rolled back. */
async function write({ wakes }: { wakes: boolean }) {
  const isRolledBack = random() < rollbackShare
  const id = await stage.write(isRolledBack)
  const committedAtMs = performance.now()
  if (isRolledBack) {
    rolledBack.push(id)
    return undefined
  }
  committed.push(id)
  if (wakes) stage.wake()
  return { id, committedAtMs }
}

const untilPublished = () =>
  waitFor(async () => (await stage.unpublished()) === 0, {
    what: 'an empty outbox',
    timeoutMs: 600_000,
    intervalMs: 250,
  })

/** From commit to SNS's yes, while so many a second are written. */
async function latencies(count: number, wakes: boolean): Promise<number[]> {
  const written: { id: string; committedAtMs: number }[] = []
  await atPace(count, calmPerSecond, async () => {
    const one = await write({ wakes })
    if (one) written.push(one)
  })
  await untilPublished()
  return written.map(({ id, committedAtMs }) => Math.max(0, (stage.publishedAtMs.get(id) ?? Infinity) - committedAtMs))
}

it('when 30 writers write faster than one relay publishes, it publishes 500 a second and loses none', async () => {
  const count = all * 0.7
  const writer = async () => {
    while (committed.length < count) await write({ wakes: true })
  }
  stage.start()
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: writers }, writer))
  const writtenMs = performance.now() - startedAt
  const published = stage.published()
  await untilPublished()
  const drainedMs = performance.now() - startedAt - writtenMs
  const perSecond = (events: number, ms: number) => Math.round((1_000 * events) / ms)
  const alone = perSecond(stage.published() - published, drainedMs)
  const figures = { 'beside the writers': perSecond(published, writtenMs), alone }
  say('R14', {
    events: committed.length,
    'written per second': perSecond(committed.length, writtenMs),
    'published per second': figures,
  })
  expect(stage.published() / ((writtenMs + drainedMs) / 1_000)).toBeGreaterThan(500)
}, 900_000)

it('when it is woken by the commit, it publishes within 500 ms', async () => {
  const took = await latencies(all * 0.25, true)
  say('R14', { 'from commit to SNS, woken': spread(took), 'events per second': calmPerSecond })
  expect(quantile(took, 0.99)).toBeLessThan(500)
}, 900_000)

it('when nobody wakes it, it publishes within 1.5 s', async () => {
  const took = await latencies(all * 0.05, false)
  say('R14', { 'from commit to SNS, by its poll': spread(took), 'events per second': calmPerSecond })
  expect(quantile(took, 0.99)).toBeLessThan(1_500)
}, 900_000)

it('when all are written, each committed one was published and none that was rolled back', async () => {
  const lost = committed.filter((id) => !stage.publishedAtMs.has(id))
  const undone = rolledBack.filter((id) => stage.publishedAtMs.has(id))
  say('R14', {
    committed: committed.length,
    'rolled back': rolledBack.length,
    lost: lost.length,
    published: stage.published(),
  })
  expect({ lost, undone }).toEqual({ lost: [], undone: [] })
  expect(rolledBack.length).toBeGreaterThan((all * rollbackShare) / 2)
  expect(await stage.waiting()).toBe(stage.published())
})
