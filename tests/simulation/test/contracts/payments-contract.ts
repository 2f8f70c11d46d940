import { describe, expect, it } from 'vitest'
import { newId, newPayment, settlementOf } from './given.ts'
import type { Stores } from './stores.ts'

export const paymentsContract = (of: () => Stores) =>
  describe('payments', () => {
    async function inserted(changes = {}) {
      const payment = newPayment(changes)
      await of().payment.payments.insert(payment)
      return payment
    }
    const find = (id: string) => of().payment.payments.find(id)
    const submitted = (id: string) =>
      of().payment.payments.submitted({ id, providerPaymentId: 'wpr_1', nextAskSeconds: 15 })
    const take = () => of().payment.reconciliations.take(10, 30)

    it('when a payment is new, it is kept as submitting', async () => {
      const { firstAskSeconds: _, ...payment } = newPayment()
      const row = await of().payment.payments.insert({ ...payment, firstAskSeconds: 15 })
      expect(row).toMatchObject({ ...payment, status: 'submitting', version: 1, flag: null, providerPaymentId: null })
      expect(await find(payment.id)).toEqual(row)
      expect(await of().payment.payments.findByCheckout(payment.checkoutId)).toEqual(row)
    })

    it('when the checkout or the order has a live payment, another is not written', async () => {
      const first = await inserted()
      for (const taken of [{ checkoutId: first.checkoutId }, { orderId: first.orderId }]) {
        const second = newPayment(taken)
        expect(await of().payment.payments.insert(second)).toBeUndefined()
        expect(await find(second.id)).toBeUndefined()
      }
    })

    it.each([
      ['failed', true],
      ['succeeded', false],
    ] as const)('when the payment of an order has %s, another may come: %s', async (to, mayCome) => {
      const first = await inserted()
      await of().payment.settlements.settle(settlementOf(first, to))
      const second = await of().payment.payments.insert(newPayment({ orderId: first.orderId }))
      expect(second !== undefined).toBe(mayCome)
    })

    it('when a payment waits to be submitted, it is taken under a lease of 10 s, until it is', async () => {
      const { payments } = of().payment
      const { id } = await inserted()
      await of().elapse(1)
      expect(await payments.takeToSubmit(10)).toMatchObject([{ id }])
      expect(await payments.takeToSubmit(10)).toEqual([])
      await of().elapse(11)
      expect(await payments.takeToSubmit(10)).toHaveLength(1)
      await submitted(id)
      await of().elapse(11)
      expect(await payments.takeToSubmit(10)).toEqual([])
    })

    it('when a payment is almost a day old, it is not submitted any more', async () => {
      await inserted()
      await of().elapse(24 * 3_600 - 299)
      expect(await of().payment.payments.takeToSubmit(10)).toEqual([])
    })

    it('when the provider has it, it is pending, and only the first answer counts', async () => {
      const { id } = await inserted()
      await submitted(id)
      await of().payment.payments.submitted({ id, providerPaymentId: 'wpr_2', nextAskSeconds: 1 })
      expect(await find(id)).toMatchObject({ status: 'pending', version: 2, providerPaymentId: 'wpr_1' })
    })

    it('when it has ended, no answer makes it pending', async () => {
      const payment = await inserted()
      await of().payment.settlements.settle(settlementOf(payment, 'failed'))
      await submitted(payment.id)
      expect(await find(payment.id)).toMatchObject({ status: 'failed' })
    })

    it('when the provider wants peace, it is neither submitted nor asked about any sooner', async () => {
      const { payments } = of().payment
      const { id } = await inserted()
      await payments.leaveAlone(id, 60_000)
      await payments.leaveAlone(id, 1_000)
      await of().elapse(50)
      expect([await payments.takeToSubmit(10), await take()]).toEqual([[], []])
      await of().elapse(11)
      expect(await payments.takeToSubmit(10)).toHaveLength(1)
      expect(await take()).toHaveLength(1)
    })

    it('when it is flagged, the first reason stays and the provider is asked at once', async () => {
      const { payments } = of().payment
      const { id } = await inserted()
      await payments.flag(id, 'first')
      await payments.flag(id, 'second')
      expect(await find(id)).toMatchObject({ flag: 'first', version: 2 })
      await of().elapse(1)
      expect(await take()).toMatchObject([{ id }])
    })

    it('when an ask is due, it is taken by moving its time on, and then as the schedule wants', async () => {
      const { reconciliations } = of().payment
      const { id } = await inserted()
      expect(await take()).toEqual([])
      await of().elapse(16)
      expect(await take()).toMatchObject([{ id, step: 0, ageSeconds: 16 }])
      expect(await take()).toEqual([])
      await reconciliations.askAgain(id, 1, 60)
      await of().elapse(31)
      expect(await take()).toEqual([])
      await of().elapse(30)
      expect(await take()).toMatchObject([{ id, step: 1 }])
      await of().elapse(31)
      expect(await take()).toHaveLength(1)
    })

    it('when a payment has ended, nobody asks about it', async () => {
      const payment = await inserted()
      await of().payment.settlements.settle(settlementOf(payment))
      await of().payment.reconciliations.askAgain(payment.id, 1, 0)
      await of().elapse(16)
      expect(await take()).toEqual([])
    })

    it('when a key is repeated, the work runs once; a refusal is kept', async () => {
      const { keyedRequests, payments } = of().payment
      const payment = newPayment()
      const keyed = { userId: payment.userId, idempotencyKey: newId(), request: { amountMinor: 1_099 } }
      const run = () =>
        keyedRequests.requestPaymentOnce(keyed, async (store) => {
          return { status: 202, body: String((await store.insert(payment))?.id) }
        })
      expect(await run()).toEqual({ status: 202, body: payment.id, replayed: false })
      expect(await run()).toEqual({ status: 202, body: payment.id, replayed: true })
      const other = keyedRequests.requestPaymentOnce({ ...keyed, request: {} }, async () => ({ status: 202, body: '' }))
      await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reused' })
      expect(await payments.find(payment.id)).toBeDefined()
    })
  })
