import { randomUUID } from 'node:crypto'
import { seededRandom, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOutboxDatabase, type OutboxDb, writeEvent } from './outbox-database.ts'
import { createTestRelay, createTopic } from './test-relay.ts'

const orders = 60
const versions = 10
const writers = 10

let outbox: Awaited<ReturnType<typeof createOutboxDatabase>>
beforeAll(async () => {
  outbox = await createOutboxDatabase()
})
afterAll(() => outbox.drop())

/** Writes the versions of its orders in turn, each in a transaction; some of them are rolled back and then written again. */
async function write(orderIds: string[], random: () => number, committed: string[], rolledBack: string[]) {
  for (let version = 1; version <= versions; version++) {
    for (const aggregateId of orderIds) {
      if (random() < 0.1) await writeAndRollBack(aggregateId, version, rolledBack)
      committed.push(
        await outbox.db.transaction().execute((transaction) => writeEvent(transaction, { aggregateId, version })),
      )
    }
  }
}

const writeAndRollBack = (aggregateId: string, version: number, rolledBack: string[]) =>
  outbox.db
    .transaction()
    .execute(async (transaction) => {
      rolledBack.push(await writeEvent(transaction, { aggregateId, version }))
      throw new Error('rolled back')
    })
    .catch(() => {})

it('when 4 relays crash between publish and mark while many write, none is lost and none is newer before older', async () => {
  const random = seededRandom(42)
  const topic = createTopic()
  const committed: string[] = []
  const rolledBack: string[] = []
  const progress = { done: false, crashes: 0, starts: 0 }

  /** One relay process after another: each publishes until it crashes, with its connections, before it has marked. */
  async function runRelays() {
    while (!progress.done) {
      const workerId = `relay-${progress.starts++}`
      const db = outbox.connect()
      await relayUntilCrash(db, workerId)
      await db.destroy()
      // Its lease ends at once, which is what a test has instead of 10 s.
      await sql`update outbox set claimed_until = now() where claimed_by = ${workerId} and published_at is null`.execute(
        outbox.db,
      )
    }
  }

  async function relayUntilCrash(db: OutboxDb, workerId: string) {
    const { relayOnce } = createTestRelay(db, crashingPublish(db), { workerId })
    while (!progress.done) {
      try {
        await relayOnce()
      } catch {
        return // the mark found the database gone
      }
    }
  }

  const crashingPublish =
    (db: OutboxDb): typeof topic.publish =>
    async (events) => {
      const publication = await topic.publish(events)
      if (random() < 0.2) {
        progress.crashes += 1
        await db.destroy()
      }
      return publication
    }

  const orderIds = Array.from({ length: orders }, () => randomUUID())
  const relays = [1, 2, 3, 4].map(runRelays)
  await Promise.all(
    Array.from({ length: writers }, (_, writer) =>
      write(
        orderIds.filter((_, i) => i % writers === writer),
        random,
        committed,
        rolledBack,
      ),
    ),
  )
  const unpublished = outbox.db.selectFrom('outbox').select('id').where('published_at', 'is', null)
  await waitFor(async () => (await unpublished.execute()).length === 0, { what: 'an empty outbox', timeoutMs: 30_000 })
  progress.done = true
  await Promise.all(relays)

  const firstSends = [...new Map(topic.sent.toReversed().map((event) => [event.id, event])).values()].toReversed()
  expect(progress.crashes).toBeGreaterThan(5)
  expect(rolledBack.length).toBeGreaterThan(20)
  expect(topic.sent.length).toBeGreaterThan(committed.length) // the crashes did make repeats
  expect(new Set(topic.sentIds())).toEqual(new Set(committed))
  for (const versionsSent of Object.values(await versionsByOrder(firstSends.map(({ id }) => id)))) {
    expect(versionsSent).toEqual(Array.from({ length: versions }, (_, i) => i + 1))
  }
})

/** The versions of each order, in the order in which they were sent for the first time. */
async function versionsByOrder(ids: string[]): Promise<Record<string, number[]>> {
  const rows = await outbox.db.selectFrom('outbox').select(['id', 'aggregate_id', 'aggregate_version']).execute()
  const rowOfId = new Map(rows.map((row) => [row.id, row]))
  const sent = ids.map((id) => rowOfId.get(id)).filter((row) => row !== undefined)
  const byOrder = Object.groupBy(sent, (row) => row.aggregate_id)
  return Object.fromEntries(
    Object.entries(byOrder).map(([id, events]) => [id, (events ?? []).map((row) => row.aggregate_version)]),
  )
}
