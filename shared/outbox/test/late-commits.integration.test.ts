import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutboxAdmin } from '../src/index.ts'
import { createOutboxDatabase, type OutboxDb, writeEvent } from './outbox-database.ts'
import { createTestRelay, createTopic } from './test-relay.ts'

let outbox: Awaited<ReturnType<typeof createOutboxDatabase>>
beforeAll(async () => {
  outbox = await createOutboxDatabase()
})
beforeEach(() => outbox.clear())
afterAll(() => outbox.drop())

/** Writes an event and leaves its transaction open until `commit` is called. */
async function writeUncommitted(db: OutboxDb) {
  const transaction = await db.startTransaction().execute()
  const id = await writeEvent(transaction as unknown as OutboxDb)
  return { id, commit: () => transaction.commit().execute() }
}

describe('events that become due late', () => {
  it('when an operator frees an event that was parked long ago, it is published on the next pass', async () => {
    const poison = await writeEvent(outbox.db)
    let isRefused = true
    const topic = createTopic(() => (isRefused ? { reason: 'too large', fault: 'permanent' } : undefined))
    const { relayAll, advance } = createTestRelay(outbox.db, topic.publish)
    for (let look = 0; look < 3; look++) {
      await relayAll()
      advance(5_000)
    }
    isRefused = false
    await writeEvent(outbox.db)
    await relayAll()
    await createOutboxAdmin(outbox).releaseParked(poison)
    await relayAll()
    expect(topic.sentIds().at(-1)).toBe(poison)
  })

  it('when an event commits after many with higher numbers were published, it is published on the next pass', async () => {
    const late = await writeUncommitted(outbox.db)
    const topic = createTopic()
    const { relayAll } = createTestRelay(outbox.db, topic.publish)
    for (let i = 0; i < 5; i++) {
      await writeEvent(outbox.db)
      await relayAll()
    }
    await late.commit()
    await relayAll()
    expect(topic.sentIds()).toHaveLength(6)
    expect(topic.sentIds().at(-1)).toBe(late.id)
  })

  it('when its transaction was open for less than two looks, it is published on the next pass', async () => {
    const topic = createTopic()
    const { relayAll, advance } = createTestRelay(outbox.db, topic.publish)
    await relayAll()
    advance(5_000)
    const late = await writeUncommitted(outbox.db)
    await writeEvent(outbox.db)
    await relayAll()
    await late.commit()
    advance(5_000)
    await relayAll()
    expect(topic.sentIds().at(-1)).toBe(late.id)
  })

  it('when its transaction was open over several looks, it is published after the next one', async () => {
    const late = await writeUncommitted(outbox.db)
    const topic = createTopic()
    const { relayAll, advance } = createTestRelay(outbox.db, topic.publish)
    for (let look = 0; look < 4; look++) {
      await writeEvent(outbox.db)
      await relayAll()
      advance(5_000)
    }
    await relayAll()
    await late.commit()
    advance(5_000)
    await relayAll()
    expect(topic.sentIds()).toHaveLength(5)
    expect(topic.sentIds().at(-1)).toBe(late.id)
  })
})
