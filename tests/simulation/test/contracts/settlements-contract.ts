import { describe, expect, it } from 'vitest'
import { newPayment, newWebhook, settlementOf } from './given.ts'
import type { Stores } from './stores.ts'

export const settlementsContract = (of: () => Stores) =>
  describe('settlements and confirmations', () => {
    async function inserted() {
      const payment = newPayment()
      await of().payment.payments.insert(payment)
      return payment
    }
    async function settled(to: 'succeeded' | 'failed' = 'succeeded') {
      const payment = await inserted()
      await of().payment.settlements.settle(settlementOf(payment, to))
      await of().elapse(1)
      return payment
    }
    const takeDue = () => of().payment.confirmations.takeDue(10)

    it('when a payment ends, it moves once, whatever comes after', async () => {
      const payment = await inserted()
      expect(await of().payment.settlements.settle(settlementOf(payment))).toBe(true)
      expect(await of().payment.settlements.settle(settlementOf(payment))).toBe(false)
      expect(await of().payment.settlements.settle(settlementOf(payment, 'failed'))).toBe(false)
      expect(await of().payment.payments.find(payment.id)).toMatchObject({
        ...{ status: 'succeeded', version: 2, providerPaymentId: 'wpr_1', failureReason: null },
      })
    })

    it('when the figures or the version are others, or there is no such payment, nothing moves', async () => {
      const payment = await inserted()
      for (const other of [{ amountMinor: 1 }, { currency: 'SEK' }, { paymentId: newPayment().id }, { ifVersion: 2 }]) {
        expect(await of().payment.settlements.settle({ ...settlementOf(payment), ...other })).toBe(false)
      }
      expect(await of().payment.payments.find(payment.id)).toMatchObject({ status: 'submitting', version: 1 })
      expect(await takeDue()).toEqual([])
    })

    it("when a webhook ends it, the webhook is done, and the provider's first id stays", async () => {
      const payment = await inserted()
      await of().payment.payments.submitted({ id: payment.id, providerPaymentId: 'wpr_0', nextAskSeconds: 15 })
      await of().payment.events.store(newWebhook(payment.id))
      await of().elapse(1)
      const [event] = await of().payment.events.takeDue(10)
      await of().payment.settlements.settle({ ...settlementOf(payment), webhookEventId: event?.id ?? null })
      expect(await of().payment.payments.find(payment.id)).toMatchObject({ providerPaymentId: 'wpr_0', version: 3 })
      await of().elapse(100)
      expect(await of().payment.events.takeDue(10)).toEqual([])
    })

    it('when a payment has ended, order is to be told, under a lease of 15 s', async () => {
      const { id: paymentId, userId, orderId, checkoutId } = await settled('failed')
      const told = { paymentId, userId, orderId, checkoutId, outcome: 'failed', failureReason: 'declined' }
      expect(await takeDue()).toEqual([{ ...told, occurredAt: '2026-01-15T09:59:00.000Z', attempts: 1 }])
      expect(await takeDue()).toEqual([])
      await of().elapse(16)
      expect(await takeDue()).toMatchObject([{ paymentId, attempts: 2 }])
    })

    it('when order has answered, it is not told again; money that it could not take is flagged', async () => {
      const [taken, late, failed] = [await settled(), await settled(), await settled('failed')]
      await of().payment.confirmations.delivered(taken.id, true)
      await of().payment.confirmations.delivered(late.id, false)
      await of().payment.confirmations.delivered(failed.id, false)
      await of().elapse(16)
      expect(await takeDue()).toEqual([])
      expect(await of().payment.payments.find(taken.id)).toMatchObject({ flag: null })
      expect(await of().payment.payments.find(late.id)).toMatchObject({ flag: 'order-cannot-take-it' })
      expect(await of().payment.payments.find(failed.id)).toMatchObject({ flag: null })
    })

    it('when order has answered twice, the first answer counts', async () => {
      const { id } = await settled()
      await of().payment.confirmations.delivered(id, true)
      await of().payment.confirmations.delivered(id, false)
      expect(await of().payment.payments.find(id)).toMatchObject({ flag: null })
    })

    it('when order has not answered, it is told after the pause; a worker that was overtaken postpones nothing', async () => {
      await settled()
      const [first] = await takeDue()
      if (!first) throw new Error('nothing was due')
      await of().payment.confirmations.postpone(first, 'no answer', 2_000)
      await of().elapse(3)
      const [second] = await takeDue()
      expect(second).toMatchObject({ attempts: 2 })
      await of().payment.confirmations.postpone(first, 'no answer', 0)
      await of().elapse(1)
      expect(await takeDue()).toEqual([])
    })
  })
