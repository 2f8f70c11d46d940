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

async function writeUntil(count: number): Promise<void> {
  const writer = async () => {
    while (committed.length < count) await write({ wakes: true })
  }
  await Promise.all(Array.from({ length: writers }, writer))
}

it('when events have piled up and 30 writers go on, one relay publishes 500 a second', async () => {
  const writingAt = performance.now()
  await writeUntil(all * 0.5)
  const startedAt = performance.now()
  const writtenPerSecond = (1_000 * committed.length) / (startedAt - writingAt)
  stage.start()
  await writeUntil(all * 0.7)
  const [beside, besideMs] = [stage.published(), performance.now() - startedAt]
  await untilPublished()
  const drainedMs = performance.now() - startedAt
  const perSecond = (1_000 * stage.published()) / drainedMs
  say('R14', {
    ...{ events: committed.length, 'written per second': Math.round(writtenPerSecond) },
    'published per second': Math.round(perSecond),
    'of that beside the writers': Math.round((1_000 * beside) / besideMs),
  })
  expect(perSecond).toBeGreaterThan(500)
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
