import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Publication } from '../src/index.ts'
import { createOutboxDatabase, endWaiting, rowOf, writeEvent } from './outbox-database.ts'
import { createTestRelay, createTopic } from './test-relay.ts'

let outbox: Awaited<ReturnType<typeof createOutboxDatabase>>
beforeAll(async () => {
  outbox = await createOutboxDatabase()
})
beforeEach(() => outbox.clear())
afterAll(() => outbox.drop())

/** A relay that has claimed and is stuck in publishing until it is told how that ended. */
function stuckRelay(workerId: string) {
  const claimed = Promise.withResolvers<void>()
  const published = Promise.withResolvers<Publication>()
  const relay = createTestRelay(
    outbox.db,
    () => {
      claimed.resolve()
      return published.promise
    },
    { workerId },
  )
  const pass = relay.relayOnce()
  const end = (publication: Publication) => {
    published.resolve(publication)
    return pass
  }
  return { claimed: claimed.promise, end, log: relay.log }
}

describe('lease', () => {
  it('when a relay holds an event, no other takes it', async () => {
    await writeEvent(outbox.db)
    const owner = stuckRelay('owner')
    await owner.claimed
    const topic = createTopic()
    expect(await createTestRelay(outbox.db, topic.publish, { workerId: 'other' }).relayOnce()).toBe('idle')
    expect(topic.sent).toHaveLength(0)
    await owner.end({ accepted: [], refused: [] })
  })

  it('when a relay died, another takes its event once the lease is over', async () => {
    const id = await writeEvent(outbox.db)
    const dead = stuckRelay('dead')
    await dead.claimed
    await endWaiting(outbox.db)
    const topic = createTopic()
    await createTestRelay(outbox.db, topic.publish, { workerId: 'other' }).relayAll()
    expect(topic.sentIds()).toEqual([id])
    await dead.end({ accepted: [], refused: [] })
  })

  it.each([
    ['accepted', (id: string) => ({ accepted: [id], refused: [] })],
    ['parked', (id: string) => ({ accepted: [], refused: [{ id, reason: 'no', fault: 'permanent' as const }] })],
    ['postponed', (id: string) => ({ accepted: [], refused: [{ id, reason: 'no', fault: 'passing' as const }] })],
  ])('when a stalled owner comes back with an event %s, the new owner keeps it as it is', async (_, outcomeFor) => {
    const id = await writeEvent(outbox.db)
    const stalled = stuckRelay('stalled')
    await stalled.claimed
    await endWaiting(outbox.db)
    const owner = stuckRelay('owner')
    await owner.claimed
    const before = await rowOf(outbox.db, id)

    await stalled.end(outcomeFor(id))
    expect(await rowOf(outbox.db, id)).toEqual(before)
    expect(before).toMatchObject({ claimed_by: 'owner', published_at: null })

    await owner.end({ accepted: [id], refused: [] })
    expect(await rowOf(outbox.db, id)).toMatchObject({ claimed_by: 'owner', published_at: expect.any(Date) })
  })

  it('when a stalled owner marks too late, it says so', async () => {
    const id = await writeEvent(outbox.db)
    const stalled = stuckRelay('stalled')
    await stalled.claimed
    await endWaiting(outbox.db)
    await createTestRelay(outbox.db, createTopic().publish, { workerId: 'owner' }).relayAll()
    await stalled.end({ accepted: [id], refused: [] })
    expect(stalled.log).toEqual([{ level: 'warn', events: 1, msg: 'published after the lease had ended' }])
  })
})
