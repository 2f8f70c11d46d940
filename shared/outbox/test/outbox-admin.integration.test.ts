import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutboxAdmin, createOutboxTable, dropOutboxTable } from '../src/index.ts'
import { createOutboxDatabase, rowOf, writeEvent } from './outbox-database.ts'
import { createTestRelay, createTopic } from './test-relay.ts'

let outbox: Awaited<ReturnType<typeof createOutboxDatabase>>
let admin: ReturnType<typeof createOutboxAdmin>
beforeAll(async () => {
  outbox = await createOutboxDatabase()
  admin = createOutboxAdmin(outbox)
})
beforeEach(() => outbox.clear())
afterAll(() => outbox.drop())

const refusing = (poison: string) =>
  createTopic(({ id }) => (id === poison ? { reason: 'too large', fault: 'permanent' } : undefined))

describe('parked events', () => {
  it('when events are parked, it lists them with why, oldest first', async () => {
    const aggregateId = randomUUID()
    const ids = [await writeEvent(outbox.db, { aggregateId, version: 7 }), await writeEvent(outbox.db)]
    await writeEvent(outbox.db, { aggregateId, version: 8 })
    const topic = createTopic(() => ({ reason: 'too large', fault: 'permanent' }))
    await createTestRelay(outbox.db, topic.publish).relayOnce()
    const parked = await admin.listParked()
    expect(parked.map(({ id }) => id)).toEqual(ids)
    expect(parked[0]).toEqual({
      ...{ id: ids[0], aggregateType: 'order', aggregateId, aggregateVersion: 7, eventType: 'order-paid' },
      ...{ attempts: 1, lastError: 'too large', createdAt: expect.any(Date), parkedAt: expect.any(Date) },
    })
  })

  it('when a parked event is released, it is published, and then what it held back', async () => {
    const aggregateId = randomUUID()
    const poison = await writeEvent(outbox.db, { aggregateId, version: 1 })
    const held = await writeEvent(outbox.db, { aggregateId, version: 2 })
    await createTestRelay(outbox.db, refusing(poison).publish).relayAll()
    expect(await admin.releaseParked(poison)).toBe(true)
    const topic = createTopic()
    await createTestRelay(outbox.db, topic.publish, { workerId: 'relay-2' }).relayAll()
    expect(topic.sentIds()).toEqual([poison, held])
  })

  it('when an event is not parked, published or unknown, releasing it says false and changes nothing', async () => {
    const id = await writeEvent(outbox.db)
    const before = await rowOf(outbox.db, id)
    expect(await admin.releaseParked(id)).toBe(false)
    expect(await rowOf(outbox.db, id)).toEqual(before)
    await createTestRelay(outbox.db, createTopic().publish).relayAll()
    expect(await admin.releaseParked(id)).toBe(false)
    expect(await admin.releaseParked(randomUUID())).toBe(false)
    expect(await admin.listParked()).toEqual([])
  })

  it('when the release is rolled back with what records it, the event stays parked', async () => {
    const poison = await writeEvent(outbox.db)
    await createTestRelay(outbox.db, refusing(poison).publish).relayAll()
    const releasing = outbox.db.transaction().execute(async (db) => {
      await createOutboxAdmin({ db }).releaseParked(poison)
      throw new Error('not recorded')
    })
    await expect(releasing).rejects.toThrow('not recorded')
    expect(await admin.listParked()).toHaveLength(1)
  })
})

describe('housekeeping', () => {
  it('when events were published long ago, it deletes those, oldest first, up to the limit', async () => {
    const ids = [await writeEvent(outbox.db), await writeEvent(outbox.db), await writeEvent(outbox.db)]
    await createTestRelay(outbox.db, createTopic().publish).relayAll()
    for (const [index, hours] of [23, 25, 26].entries()) {
      await sql`update outbox set published_at = now() - ${hours} * interval '1 hour' where id = ${ids[index]}`.execute(
        outbox.db,
      )
    }
    const left = () => outbox.db.selectFrom('outbox').select('id').orderBy('seq').execute()
    expect(await admin.deletePublished({ olderThanHours: 24, limit: 1 })).toBe(1)
    expect((await left()).map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect(await admin.deletePublished({ olderThanHours: 24, limit: 1_000 })).toBe(1)
    expect(await admin.deletePublished({ olderThanHours: 24, limit: 1_000 })).toBe(0)
    expect((await left()).map(({ id }) => id)).toEqual(ids.slice(0, 1))
  })

  it('when an event is old but was never published, it stays', async () => {
    await writeEvent(outbox.db)
    await sql`update outbox set created_at = now() - interval '30 days'`.execute(outbox.db)
    expect(await admin.deletePublished({ olderThanHours: 24, limit: 1_000 })).toBe(0)
  })

  it('when the outbox is empty, its figures are 0', async () => {
    expect(await admin.stats()).toEqual({ oldestUnpublishedSeconds: 0, unpublished: 0, parked: 0 })
  })

  it('when some wait and some are parked, it counts them and the age of the oldest that waits', async () => {
    const poison = await writeEvent(outbox.db)
    await writeEvent(outbox.db)
    await createTestRelay(outbox.db, refusing(poison).publish).relayAll()
    const waiting = [await writeEvent(outbox.db), await writeEvent(outbox.db)]
    await sql`update outbox set created_at = now() - interval '1 hour' where id = ${poison}`.execute(outbox.db)
    await sql`update outbox set created_at = now() - interval '60 s' where id = ${waiting[0]}`.execute(outbox.db)
    const stats = await admin.stats()
    expect(stats).toMatchObject({ unpublished: 2, parked: 1 })
    expect(stats.oldestUnpublishedSeconds).toBeGreaterThan(59)
    expect(stats.oldestUnpublishedSeconds).toBeLessThan(120)
  })
})

describe('table', () => {
  it('when the same version of an aggregate writes the same event again, the database refuses it', async () => {
    const aggregateId = randomUUID()
    await writeEvent(outbox.db, { aggregateId })
    await expect(writeEvent(outbox.db, { aggregateId })).rejects.toMatchObject({ code: '23505' })
  })

  it('when it is dropped, it can be made again', async () => {
    await dropOutboxTable(outbox.db)
    await createOutboxTable(outbox.db)
    await writeEvent(outbox.db)
  })
})
