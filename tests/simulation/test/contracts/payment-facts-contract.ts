import { describe, expect, it } from 'vitest'
import { checkedOut, endOf, newId, paid, placed } from './given.ts'
import type { Stores } from './stores.ts'

export const paymentFactsContract = (of: () => Stores) =>
  describe('payment facts', () => {
    const orderOf = ({ userId, orderId }: { userId: string; orderId: string }) =>
      of().order.orders.find(userId, orderId)
    const claim = () => of().order.outbox.claimDue({ workerId: 'a', fromSeq: 0, limit: 10 })

    it('when an order is asked for, it comes as events carry it, to its user only', async () => {
      const { userId, orderId } = await placed(of().order)
      expect(await of().order.facts.announcedOrder(userId, orderId)).toEqual({
        ...{
          id: orderId,
          userId,
          name: 'Cakes',
          customerName: 'Åsa',
          customerEmail: 'asa@example.com',
          currency: 'EUR',
        },
        ...{ totalMinor: 1_100, createdAt: expect.stringMatching(/^\d{4}-.*Z$/) },
        items: [{ sku: 'cake-1', name: 'Cake', quantity: 2, unitPriceMinor: 550 }],
      })
      expect(await of().order.facts.announcedOrder(newId(), orderId)).toBeUndefined()
    })

    it('when the payment succeeded, the order is paid and its process, jobs and event are there', async () => {
      const end = await paid(of().order)
      const { orderId, userId, processId } = end
      expect(await orderOf(end)).toMatchObject({ status: 'paid', version: 3 })
      expect(await of().order.processes.orderOf(processId)).toEqual({ orderId, userId })
      for (const job of end.jobs) {
        const fresh = { processId, job, status: 'queued', attempt: 1, fault: null, note: null }
        expect(await of().order.jobs.find(processId, job)).toEqual(fresh)
      }
      await of().elapse(1)
      expect(await claim()).toMatchObject([{ id: end.event.id, eventType: 'order-paid', attempts: 1 }])
    })

    it('when a payment failed, the order may be paid again, and there is only the notification', async () => {
      const end = endOf(await checkedOut(of().order), 'failed')
      expect(await of().order.facts.apply(end)).toBe('payment_failed')
      expect(await of().order.jobs.find(end.processId, 'production')).toBeUndefined()
      expect(await of().order.jobs.findToAnnounce(end.processId, 'notification')).toMatchObject({
        ...{ outcome: 'failed', failureReason: 'declined' },
      })
    })

    it('when the same fact comes again, nothing changes, and it is known as applied', async () => {
      const end = await paid(of().order)
      const again = { ...end, processId: newId(), event: { ...end.event, id: newId() } }
      expect(await of().order.facts.apply(again)).toBeUndefined()
      expect(await of().order.processes.orderOf(again.processId)).toBeUndefined()
      const { orderId, checkoutId, paymentId } = end
      const fact = { orderId, checkoutId, paymentId: paymentId ?? '' }
      expect(await of().order.facts.isApplied({ ...fact, outcome: 'succeeded' })).toBe(true)
      expect(await of().order.facts.isApplied({ ...fact, outcome: 'failed' })).toBe(false)
      expect(await of().order.facts.isApplied({ ...fact, paymentId: newId(), outcome: 'succeeded' })).toBe(false)
    })

    it('when the fact contradicts what has ended the attempt, it changes nothing', async () => {
      const end = await paid(of().order)
      expect(await of().order.facts.apply(endOf(end, 'failed', end.paymentId))).toBeUndefined()
      expect(await orderOf(end)).toMatchObject({ status: 'paid', version: 3 })
    })

    it('when the attempt has another payment, the fact changes nothing', async () => {
      const ids = await checkedOut(of().order)
      const accepted = { id: ids.checkoutId, orderId: ids.orderId, paymentId: newId(), paymentStatus: 'pending' }
      await of().order.checkouts.accept(accepted)
      expect(await of().order.facts.apply(endOf(ids))).toBeUndefined()
      expect(await of().order.facts.apply(endOf(ids, 'refused', null))).toBeUndefined()
      expect(await of().order.facts.apply(endOf(ids, 'succeeded', accepted.paymentId))).toBe('paid')
    })

    it("when the order is another user's, or the attempt another order's, the fact changes nothing", async () => {
      const [ids, other] = [await checkedOut(of().order), await checkedOut(of().order)]
      expect(await of().order.facts.apply(endOf({ ...ids, userId: newId() }))).toBeUndefined()
      expect(await of().order.facts.apply(endOf({ ...ids, checkoutId: other.checkoutId }))).toBeUndefined()
    })

    it('when money comes late for an attempt that has ended, the attempt after it is left alone', async () => {
      const first = await checkedOut(of().order)
      await of().order.facts.apply(endOf(first, 'failed'))
      const second = { ...first, checkoutId: newId() }
      await of().order.checkouts.start({ ...second, run: undefined })
      expect(await of().order.facts.apply(endOf(first))).toBeUndefined()
      expect(await of().order.checkouts.find(second.checkoutId)).toMatchObject({ outcome: null })
      expect(await of().order.facts.apply(endOf(second))).toBe('paid')
    })

    it('when a payment has moved the order once, it does not move it again in another attempt', async () => {
      const first = await checkedOut(of().order)
      const end = endOf(first, 'failed')
      await of().order.facts.apply(end)
      const second = { ...first, checkoutId: newId() }
      await of().order.checkouts.start({ ...second, run: undefined })
      expect(await of().order.facts.apply(endOf(second, 'failed', end.paymentId))).toBeUndefined()
      expect(await of().order.checkouts.find(second.checkoutId)).toMatchObject({ outcome: null })
      expect(await orderOf(first)).toMatchObject({ status: 'payment_pending' })
    })

    it('when payment refused the attempt, it ends without a payment', async () => {
      const ids = await checkedOut(of().order)
      expect(await of().order.facts.apply(endOf(ids, 'refused', null))).toBe('payment_failed')
      expect(await of().order.checkouts.find(ids.checkoutId)).toMatchObject({ outcome: 'refused', paymentId: null })
    })
  })
