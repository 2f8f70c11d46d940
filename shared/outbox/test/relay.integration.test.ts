import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutboxDatabase, endWaiting, rowOf, writeEvent, writeMany } from './outbox-database.ts'
import { createTestRelay, createTopic } from './test-relay.ts'

let outbox: Awaited<ReturnType<typeof createOutboxDatabase>>
beforeAll(async () => {
  outbox = await createOutboxDatabase()
})
beforeEach(() => outbox.clear())
afterAll(() => outbox.drop())

describe('one pass of the relay', () => {
  it('when an event is due, it publishes it as written, marks it and asks for another pass', async () => {
    const id = await writeEvent(outbox.db)
    const topic = createTopic()
    const relay = createTestRelay(outbox.db, topic.publish)
    expect(await relay.relayOnce()).toBe('more')
    expect(topic.sent).toEqual([
      { id, body: '{"version":1}', attributes: { traceparent: '00-1-2-01', eventType: 'order-paid', id } },
    ])
    expect(await rowOf(outbox.db, id)).toMatchObject({
      published_at: expect.any(Date),
      claimed_by: 'relay-1',
      attempts: 1,
    })
    expect(await relay.relayOnce()).toBe('idle')
    expect(topic.sent).toHaveLength(1)
  })

  it('when the transaction was rolled back, it publishes nothing', async () => {
    const topic = createTopic()
    const writing = outbox.db.transaction().execute(async (transaction) => {
      await writeEvent(transaction)
      throw new Error('rolled back')
    })
    await expect(writing).rejects.toThrow('rolled back')
    await createTestRelay(outbox.db, topic.publish).relayAll()
    expect(topic.sent).toHaveLength(0)
  })

  it('when an aggregate has several versions, it publishes one per pass, the oldest first', async () => {
    const aggregateId = randomUUID()
    const third = await writeEvent(outbox.db, { aggregateId, version: 3 })
    const first = await writeEvent(outbox.db, { aggregateId, version: 1 })
    const second = await writeEvent(outbox.db, { aggregateId, version: 2 })
    const topic = createTopic()
    const { relayOnce } = createTestRelay(outbox.db, topic.publish)
    for (const ids of [[first], [first, second], [first, second, third]]) {
      expect(await relayOnce()).toBe('more')
      expect(topic.sentIds()).toEqual(ids)
    }
  })

  it('when a version has two events, it publishes both', async () => {
    const aggregateId = randomUUID()
    const ids = [await writeEvent(outbox.db, { aggregateId, eventType: 'order-paid' })]
    ids.push(await writeEvent(outbox.db, { aggregateId, eventType: 'invoice-requested' }))
    const topic = createTopic()
    await createTestRelay(outbox.db, topic.publish).relayOnce()
    expect(topic.sentIds()).toEqual(ids)
  })

  it('when many are due, it claims a hundred at a time', async () => {
    await writeMany(outbox.db, 250)
    const topic = createTopic()
    const { relayOnce } = createTestRelay(outbox.db, topic.publish)
    for (const total of [100, 200, 250]) {
      expect(await relayOnce()).toBe('more')
      expect(topic.sent).toHaveLength(total)
    }
  })
})

describe('what the topic does not take', () => {
  it('when some are refused in passing, it marks only the others and tries those again when their pause is over', async () => {
    const [good, bad] = [await writeEvent(outbox.db), await writeEvent(outbox.db)]
    let isDown = true
    const topic = createTopic(({ id }) =>
      isDown && id === bad ? { reason: 'throttled', fault: 'passing' } : undefined,
    )
    const relay = createTestRelay(outbox.db, topic.publish, { random: () => 0.5 })
    await relay.relayAll()
    expect(topic.sentIds()).toEqual([good])
    const row = await rowOf(outbox.db, bad)
    expect(row).toMatchObject({
      published_at: null,
      parked_at: null,
      claimed_by: null,
      last_error: 'throttled',
      attempts: 1,
    })
    expect(row.next_attempt_at.getTime()).toBeGreaterThan(row.created_at.getTime())

    isDown = false
    await endWaiting(outbox.db)
    await relay.relayAll()
    expect(topic.sentIds()).toEqual([good, bad])
  })

  it('when nothing was taken, it asks for no other pass: an outage is no busy loop', async () => {
    await writeMany(outbox.db, 150)
    const topic = createTopic(() => ({ reason: 'down', fault: 'passing' }))
    expect(await createTestRelay(outbox.db, topic.publish).relayOnce()).toBe('idle')
  })

  it.each([
    [1, 500],
    [3, 2_000],
    [20, 10_000],
  ])('when it is attempt %i, the pause is at most %i ms', async (attempts, pauseMs) => {
    const id = await writeEvent(outbox.db)
    await outbox.db
      .updateTable('outbox')
      .set({ attempts: attempts - 1 })
      .execute()
    const topic = createTopic(() => ({ reason: 'down', fault: 'passing' }))
    const before = await databaseTimeMs()
    await createTestRelay(outbox.db, topic.publish, { random: () => 0.999_999 }).relayOnce()
    const pausedUntilMs = (await rowOf(outbox.db, id)).next_attempt_at.getTime()
    expect(pausedUntilMs).toBeGreaterThanOrEqual(before + pauseMs - 1)
    expect(pausedUntilMs).toBeLessThanOrEqual((await databaseTimeMs()) + pauseMs)
  })

  it('when one is neither accepted nor refused, it is tried again', async () => {
    const id = await writeEvent(outbox.db)
    await createTestRelay(outbox.db, async () => ({ accepted: [], refused: [] })).relayOnce()
    expect(await rowOf(outbox.db, id)).toMatchObject({ published_at: null, last_error: 'no answer', claimed_by: null })
  })

  it('when a reason is no text that PostgreSQL takes, or endless, it stores what it can', async () => {
    const id = await writeEvent(outbox.db)
    const topic = createTopic(() => ({ reason: `a\0b${'c'.repeat(10_000)}`, fault: 'permanent' }))
    await createTestRelay(outbox.db, topic.publish).relayOnce()
    expect((await rowOf(outbox.db, id)).last_error).toBe(`ab${'c'.repeat(498)}`)
  })

  it('when one is refused for good, it is parked, reported, and holds back only its own aggregate', async () => {
    const aggregateId = randomUUID()
    const poison = await writeEvent(outbox.db, { aggregateId, version: 1 })
    const held = await writeEvent(outbox.db, { aggregateId, version: 2 })
    const other = await writeEvent(outbox.db)
    const topic = createTopic(({ id }) => (id === poison ? { reason: 'too large', fault: 'permanent' } : undefined))
    const relay = createTestRelay(outbox.db, topic.publish)
    await relay.relayAll()
    await endWaiting(outbox.db)
    await relay.relayAll()
    expect(topic.sentIds()).toEqual([other])
    expect(await rowOf(outbox.db, poison)).toMatchObject({
      parked_at: expect.any(Date),
      last_error: 'too large',
      attempts: 1,
    })
    expect(await rowOf(outbox.db, held)).toMatchObject({ attempts: 0, published_at: null })
    expect(relay.log).toContainEqual({
      level: 'error',
      eventId: poison,
      reason: 'too large',
      msg: expect.stringContaining('parked'),
    })
  })
})

const databaseTimeMs = async () => {
  const { now } = await outbox.db
    .selectNoFrom((eb) => eb.fn<Date>('clock_timestamp').as('now'))
    .executeTakeFirstOrThrow()
  return now.getTime()
}
