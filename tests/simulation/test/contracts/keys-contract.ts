import { AppError } from '@waybill/errors'
import type { KeyRun } from '@waybill/idempotency'
import { describe, expect, it } from 'vitest'
import { newId, newOrder } from './given.ts'
import type { Stores } from './stores.ts'

const newRequest = () => ({
  ...{
    scope: `u:${newId()}`,
    key: newId(),
    methodPath: 'POST checkout',
    requestHash: 'one',
    request: { orderId: 'o' },
  },
})
const answer = { status: 202, body: '{"kept":true}' }
const refusal = () => new AppError('conflict', 'order-not-payable', 'The order is paid')
const isRunning = { code: 'idempotency-key-in-progress' }

export const keysContract = (of: () => Stores) =>
  describe('idempotency keys', () => {
    async function owned(request = newRequest()) {
      return { request, run: (await of().order.keys.claim(request)) as KeyRun & { recoveryPoint: string | null } }
    }

    it('when a key is new, it is owned', async () => {
      const { run, request } = await owned()
      const { scope, key } = request
      expect(run).toMatchObject({ scope, key, fence: 1, recoveryPoint: null, request: { orderId: 'o' } })
    })

    it('when another run has the key, it is refused until the lock has ended, and then owned with a higher fence', async () => {
      const { request } = await owned()
      await expect(of().order.keys.claim(request)).rejects.toMatchObject(isRunning)
      await of().elapse(31)
      expect((await owned(request)).run.fence).toBe(2)
    })

    it('when a key was used for another request, it is refused, whatever became of that', async () => {
      const { request, run } = await owned()
      const other = { ...request, requestHash: 'two' }
      await expect(of().order.keys.claim(other)).rejects.toMatchObject({ code: 'idempotency-key-reused' })
      await of().order.keys.finish(run, answer)
      await expect(of().order.keys.claim(other)).rejects.toMatchObject({ code: 'idempotency-key-reused' })
      await expect(of().order.keys.claim({ ...request, methodPath: 'POST orders' })).rejects.toThrow('another request')
    })

    it('when a run has finished, its answer comes again', async () => {
      const { request, run } = await owned()
      expect(await of().order.keys.finish(run, answer)).toEqual({ ...answer, replayed: false })
      expect(await of().order.keys.claim(request)).toEqual({ ...answer, replayed: true })
    })

    it('when a run ended in a refusal, that is thrown again', async () => {
      const { request, run } = await owned()
      await expect(of().order.keys.finish(run, { refusal: refusal() })).rejects.toMatchObject({ replayed: false })
      await expect(of().order.keys.claim(request)).rejects.toMatchObject({ code: 'order-not-payable', replayed: true })
    })

    it('when a run has lost its key, it cannot finish', async () => {
      const { request, run } = await owned()
      await of().elapse(31)
      const { run: next } = await owned(request)
      await expect(of().order.keys.finish(run, answer)).rejects.toMatchObject(isRunning)
      expect(await of().order.keys.finish(next, answer)).toMatchObject(answer)
      await expect(of().order.keys.finish(next, answer)).rejects.toMatchObject(isRunning)
    })

    it('when a run gives its key up, the next one goes on at once; a run that lost it gives up nothing', async () => {
      const { request, run } = await owned()
      await of().order.keys.release(run)
      await of().elapse(1)
      expect((await owned(request)).run.fence).toBe(2)
      await of().order.keys.release(run)
      await of().elapse(1)
      await expect(of().order.keys.claim(request)).rejects.toMatchObject(isRunning)
    })

    it('when runs are dead, their keys are taken over, each once; those that are finished are not', async () => {
      const dead = await owned()
      const done = await owned()
      await of().order.keys.finish(done.run, answer)
      expect(await of().order.keys.takeOver(10)).toEqual([])
      await of().elapse(31)
      expect(await of().order.keys.takeOver(10)).toMatchObject([{ key: dead.request.key, fence: 2 }])
      expect(await of().order.keys.takeOver(10)).toEqual([])
    })

    it('when more keys are dead than asked for, no more are taken over', async () => {
      for (let count = 0; count < 3; count += 1) await owned()
      await of().elapse(31)
      expect(await of().order.keys.takeOver(2)).toHaveLength(2)
      expect(await of().order.keys.takeOver(2)).toHaveLength(1)
    })

    it('when work is run once, a repeat gets its answer without running it', async () => {
      const { keys, orders } = of().order
      const [request, first, second] = [newRequest(), newOrder(), newOrder()]
      const insert = (order: typeof first) =>
        keys.once(request, async (trx) => ({ status: 201, body: (await orders.insert(order, trx)).id }))
      expect(await insert(first)).toEqual({ status: 201, body: first.id, replayed: false })
      expect(await insert(second)).toEqual({ status: 201, body: first.id, replayed: true })
      expect(await orders.find(second.userId, second.id)).toBeUndefined()
    })

    it('when the work fails, nothing of it stays, not even the key', async () => {
      const { keys, orders } = of().order
      const [request, order] = [newRequest(), newOrder()]
      const failing = keys.once(request, async (trx) => {
        await orders.insert(order, trx)
        throw new Error('cut')
      })
      await expect(failing).rejects.toThrow('cut')
      expect(await orders.find(order.userId, order.id)).toBeUndefined()
      expect(await keys.once(request, async () => answer)).toMatchObject({ ...answer, replayed: false })
    })

    it('when the work ends in a refusal, that is kept and nothing else', async () => {
      const { keys, orders } = of().order
      const [request, order] = [newRequest(), newOrder()]
      const refusing = keys.once(request, async (trx) => {
        await orders.insert(order, trx)
        throw refusal()
      })
      await expect(refusing).rejects.toMatchObject({ code: 'order-not-payable', replayed: false })
      expect(await orders.find(order.userId, order.id)).toBeUndefined()
      await expect(keys.once(request, async () => answer)).rejects.toMatchObject({ replayed: true })
    })
  })
