import type { OwnedKey } from '@waybill/idempotency'
import { describe, expect, it } from 'vitest'
import { checkedOut, endOf, newId, paid, placed } from './given.ts'
import type { Stores } from './stores.ts'

export const checkoutsContract = (of: () => Stores) =>
  describe('checkouts', () => {
    const versionOf = async ({ userId, orderId }: { userId: string; orderId: string }) =>
      (await of().order.orders.find(userId, orderId))?.version

    async function ownedKey() {
      const request = {
        scope: `u:${newId()}`,
        key: newId(),
        methodPath: 'POST checkout',
        requestHash: 'h',
        request: {},
      }
      return { request, run: (await of().order.keys.claim(request)) as OwnedKey }
    }

    it('when an order is new, an attempt moves it to payment_pending', async () => {
      const { checkouts, orders } = of().order
      const ids = { ...(await placed(of().order)), checkoutId: newId() }
      const attempt = await checkouts.start({ ...ids, run: undefined })
      expect(attempt).toEqual({
        ...{ id: ids.checkoutId, orderId: ids.orderId, userId: ids.userId, amountMinor: 1_100, currency: 'EUR' },
        ...{ paymentId: null, paymentStatus: null, outcome: null, failureReason: null },
      })
      expect(await checkouts.find(ids.checkoutId)).toEqual(attempt)
      expect(await orders.find(ids.userId, ids.orderId)).toMatchObject({ status: 'payment_pending', version: 2 })
    })

    it.each([
      ['waits for a payment', checkedOut],
      ['is paid', paid],
    ])('when the order %s, no attempt starts', async (_, given) => {
      const { userId, orderId } = await given(of().order)
      const version = await versionOf({ userId, orderId })
      const start = { userId, orderId, checkoutId: newId(), run: undefined }
      expect(await of().order.checkouts.start(start)).toBeUndefined()
      expect(await of().order.checkouts.find(start.checkoutId)).toBeUndefined()
      expect(await versionOf({ userId, orderId })).toBe(version)
    })

    it("when the order is another user's, no attempt starts", async () => {
      const { orderId } = await placed(of().order)
      const start = { userId: newId(), orderId, checkoutId: newId(), run: undefined }
      expect(await of().order.checkouts.start(start)).toBeUndefined()
    })

    it('when a payment has failed, another attempt starts', async () => {
      const ids = await checkedOut(of().order)
      await of().order.facts.apply(endOf(ids, 'failed'))
      const again = { ...ids, checkoutId: newId(), run: undefined }
      expect(await of().order.checkouts.start(again)).toMatchObject({ id: again.checkoutId })
    })

    it('when a run under a key starts an attempt, whoever takes the key over finds it', async () => {
      const ids = { ...(await placed(of().order)), checkoutId: newId() }
      const { run } = await ownedKey()
      await of().order.checkouts.start({ ...ids, run })
      await of().elapse(31)
      expect(await of().order.keys.takeOver(1)).toMatchObject([{ fence: 2, recoveryPoint: ids.checkoutId }])
    })

    it('when a run has lost its key, it starts nothing', async () => {
      const ids = { ...(await placed(of().order)), checkoutId: newId() }
      const { run } = await ownedKey()
      await of().elapse(31)
      await of().order.keys.takeOver(1)
      expect(await of().order.checkouts.start({ ...ids, run })).toBeUndefined()
      expect(await of().order.orders.find(ids.userId, ids.orderId)).toMatchObject({ status: 'created', version: 1 })
    })

    it('when payment accepts the attempt, its payment is kept once', async () => {
      const { checkouts } = of().order
      const ids = await checkedOut(of().order)
      const accepted = { id: ids.checkoutId, orderId: ids.orderId, paymentId: newId(), paymentStatus: 'submitting' }
      await checkouts.accept(accepted)
      await checkouts.accept(accepted)
      await checkouts.accept({ ...accepted, paymentId: newId() })
      expect(await checkouts.find(ids.checkoutId)).toMatchObject({ paymentId: accepted.paymentId })
      expect(await versionOf(ids)).toBe(3)
    })

    it('when the payment has ended before it was accepted, that is still noted, for this payment only', async () => {
      const end = await paid(of().order)
      const accepted = { id: end.checkoutId, orderId: end.orderId, paymentId: newId(), paymentStatus: 'pending' }
      await of().order.checkouts.accept(accepted)
      expect(await of().order.checkouts.find(end.checkoutId)).toMatchObject({ paymentStatus: null })
      await of().order.checkouts.accept({ ...accepted, paymentId: end.paymentId ?? '' })
      expect(await of().order.checkouts.find(end.checkoutId)).toMatchObject({ paymentStatus: 'pending' })
    })

    it('when an attempt is not answered, it is taken every 15 s', async () => {
      const { checkouts } = of().order
      const { checkoutId } = await checkedOut(of().order)
      expect(await checkouts.takeUnanswered(10)).toEqual([])
      await of().elapse(16)
      expect(await checkouts.takeUnanswered(10)).toMatchObject([{ id: checkoutId }])
      expect(await checkouts.takeUnanswered(10)).toEqual([])
      await of().elapse(16)
      expect(await checkouts.takeUnanswered(10)).toHaveLength(1)
    })

    it('when an attempt is accepted or over, it is not taken', async () => {
      const { orderId, checkoutId } = await checkedOut(of().order)
      await of().order.checkouts.accept({ id: checkoutId, orderId, paymentId: newId(), paymentStatus: 'pending' })
      await of().order.facts.apply(endOf(await checkedOut(of().order), 'refused', null))
      await of().elapse(16)
      expect(await of().order.checkouts.takeUnanswered(10)).toEqual([])
    })

    it('when payment wants peace, the attempt is taken later, never sooner', async () => {
      const { checkouts } = of().order
      const { checkoutId } = await checkedOut(of().order)
      await checkouts.leaveAlone(checkoutId, 60_000)
      await checkouts.leaveAlone(checkoutId, 1_000)
      await of().elapse(50)
      expect(await checkouts.takeUnanswered(10)).toEqual([])
      await of().elapse(11)
      expect(await checkouts.takeUnanswered(10)).toHaveLength(1)
    })
  })
