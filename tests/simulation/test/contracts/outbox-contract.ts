import { describe, expect, it } from 'vitest'
import { eventOf, newId, paid } from './given.ts'
import type { Stores } from './stores.ts'

export const outboxContract = (of: () => Stores) =>
  describe('the outbox', () => {
    const claim = (workerId = 'a', limit = 10) => of().order.outbox.claimDue({ workerId, fromSeq: 0, limit })
    const due = async () => {
      const process = await paid(of().order)
      await of().elapse(1)
      return process
    }

    /** An order with two events to publish. */
    async function twoEvents() {
      const first = await due()
      const from = await of().order.jobs.find(first.processId, 'invoice')
      if (!from) throw new Error('no job')
      const action = { id: newId(), operator: 'o', action: 'retry-job', reason: 'r', subject: null }
      const event = eventOf('invoice-requested')
      await of().order.jobs.request({ from, attempt: 1, note: null, deadlineSeconds: 60, event, action })
      await of().elapse(1)
      return [first.event.id, event.id] as const
    }

    it('when an event is claimed, nobody else gets it until the lease of 10 s has ended', async () => {
      const { event } = await due()
      expect(await claim('a')).toMatchObject([{ id: event.id, attempts: 1 }])
      expect(await claim('b')).toEqual([])
      await of().elapse(11)
      expect(await claim('b')).toMatchObject([{ id: event.id, attempts: 2 }])
    })

    it('when an event is claimed, it is as it was written', async () => {
      const { event } = await due()
      const [claimed] = await claim()
      expect(JSON.parse(claimed?.payload ?? '')).toEqual(event)
      expect(claimed?.attributes).toEqual({})
    })

    it('when a relay has lost its lease, it marks, parks and postpones nothing', async () => {
      const { event } = await due()
      await claim('a')
      await of().elapse(11)
      await claim('b')
      const refused = [{ id: event.id, reason: 'no', delayMs: 0 }]
      expect(await of().order.outbox.markPublished('a', [event.id])).toBe(0)
      expect(await of().order.outbox.park('a', refused)).toBe(0)
      expect(await of().order.outbox.postpone('a', refused)).toBe(0)
      expect(await of().order.outbox.markPublished('b', [event.id])).toBe(1)
      await of().elapse(11)
      expect(await claim()).toEqual([])
    })

    it('when an order has two events, the second comes after the first is published', async () => {
      const [first, second] = await twoEvents()
      expect((await claim()).map(({ id }) => id)).toEqual([first])
      await of().order.outbox.markPublished('a', [first])
      expect((await claim()).map(({ id }) => id)).toEqual([second])
    })

    it('when an event is parked, it is never due, and holds back those after it', async () => {
      const [first] = await twoEvents()
      await claim()
      expect(await of().order.outbox.park('a', [{ id: first, reason: 'too large' }])).toBe(1)
      await of().elapse(1_000)
      expect(await claim()).toEqual([])
    })

    it('when an event is postponed, it is due after the delay, for anybody', async () => {
      const { event } = await due()
      await claim('a')
      expect(await of().order.outbox.postpone('a', [{ id: event.id, reason: 'no', delayMs: 5_000 }])).toBe(1)
      await of().elapse(4)
      expect(await claim('b')).toEqual([])
      await of().elapse(2)
      expect(await claim('b')).toHaveLength(1)
    })

    it('when more is due than asked for, the oldest are claimed', async () => {
      const [first, second] = [await due(), await due()]
      await due()
      expect((await claim('a', 2)).map(({ id }) => id)).toEqual([first.event.id, second.event.id])
    })

    it('when a floor is given, nothing below it is claimed; it is the oldest that is not published', async () => {
      const { event } = await due()
      const floor = await of().order.outbox.lowestUnpublishedSeq()
      expect(await of().order.outbox.claimDue({ workerId: 'a', fromSeq: floor + 1, limit: 10 })).toEqual([])
      expect(await of().order.outbox.claimDue({ workerId: 'a', fromSeq: floor, limit: 10 })).toHaveLength(1)
      await of().order.outbox.markPublished('a', [event.id])
      expect(await of().order.outbox.lowestUnpublishedSeq()).toBe(floor + 1)
    })
  })
