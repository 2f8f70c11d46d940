import { describe, expect, it } from 'vitest'
import { newPayment, newWebhook } from './given.ts'
import type { Stores } from './stores.ts'

export const webhookEventsContract = (of: () => Stores) =>
  describe('webhook events', () => {
    async function stored(webhook = newWebhook(newPayment().id)) {
      const first = await of().payment.events.store(webhook)
      await of().elapse(1)
      return { webhook, first }
    }
    const takeDue = () => of().payment.events.takeDue(10)
    async function taken() {
      await stored()
      const [event] = await takeDue()
      if (!event) throw new Error('nothing was due')
      return event
    }

    it('when an event comes twice, it is one event', async () => {
      const { webhook, first } = await stored()
      expect(first).toEqual({ sameBody: true, merchantReference: webhook.merchantReference })
      expect((await stored(webhook)).first.sameBody).toBe(true)
      expect(await takeDue()).toMatchObject([{ eventId: webhook.eventId, body: '{}', attempts: 1, orderId: null }])
    })

    it('when another body comes under its id, it is not applied any more, and says whose it was', async () => {
      const { webhook } = await stored()
      const other = { ...newWebhook(newPayment().id, '{"other":1}'), eventId: webhook.eventId }
      expect((await stored(other)).first).toEqual({ sameBody: false, merchantReference: webhook.merchantReference })
      expect(await takeDue()).toEqual([])
    })

    it('when an event is not to be applied, it is never due', async () => {
      await stored({ ...newWebhook(newPayment().id), status: 'ignored' as never })
      await of().elapse(100)
      expect(await takeDue()).toEqual([])
    })

    it('when an event is taken, it has a lease of 15 s, and the order of its payment if there is one', async () => {
      const payment = newPayment()
      await of().payment.payments.insert(payment)
      await stored(newWebhook(payment.id))
      expect(await takeDue()).toMatchObject([{ attempts: 1, orderId: payment.orderId }])
      expect(await takeDue()).toEqual([])
      await of().elapse(16)
      expect(await takeDue()).toMatchObject([{ attempts: 2 }])
    })

    it('when an event waits for its payment, it is tried after the pause', async () => {
      const { id } = await taken()
      await of().payment.events.postpone(id, 'waiting_for_payment', 'no such payment yet', 4)
      await of().elapse(3)
      expect(await takeDue()).toEqual([])
      await of().elapse(2)
      expect(await takeDue()).toMatchObject([{ id, attempts: 2 }])
    })

    it.each(['processed', 'quarantined'] as const)('when an event is %s, it stays so', async (status) => {
      const { id } = await taken()
      await of().payment.events.close(id, status, null)
      await of().payment.events.postpone(id, 'received', 'late', 0)
      await of().elapse(100)
      expect(await takeDue()).toEqual([])
    })
  })
