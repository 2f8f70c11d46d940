import { randomUUIDv7 } from 'node:crypto'
import type { TimelineEntry } from '@waybill/contracts'
import { machineSystem } from '@waybill/service-host'
import {
  expectCaution,
  expectProbe,
  expectSameRequest,
  expectTries,
  hiccups,
  inTurn,
  knownChance,
  lanesOfMisbehaviours,
  openNeighbour,
  quietAfter,
  sideBySide,
  useWorld,
  waitFor,
} from '@waybill/test-kit'
import { describe, expect, inject, it } from 'vitest'
import { startOrderFixture } from './support/order-fixture.ts'

type Placed = Awaited<ReturnType<Awaited<ReturnType<typeof startOrderFixture>>['createOrder']>>

const asking = { tries: 3, attemptTimeoutMs: 2_000, totalTimeoutMs: 6_000 }
const patience = { timeoutMs: 30_000, intervalMs: 100 }
const withoutId = { does: 'answers an id that is none', name: 'wrong-id', reads: /answered 202 with .* at paymentId/ }

/** An order service whose payment service is WireMock. */
async function raise() {
  const payment = await openNeighbour()
  const system = { ...machineSystem, random: () => knownChance }
  const env = { services__payment__http__0: payment.url, SWEEP_INTERVAL_MS: '250' }
  const order = await startOrderFixture(env, inject('queuesUrl'), system)
  // As a caller that comes again: a machine that has much else to do is too busy now and then.
  const call = (method: string, path: string, options: Parameters<typeof order.call>[2] = {}) =>
    waitFor(
      async () => {
        const answer = await order.call(method, path, options)
        return answer.status !== 503 && answer
      },
      { what: `an answer to ${method} ${path}`, ...patience },
    )
  const read = async ({ userId, orderId }: Placed) =>
    (await call('GET', `/api/internal/v1/users/${userId}/orders/${orderId}`)).body
  return {
    ...{ order, payment, forget: payment.forget, read },
    place: () => waitFor(() => order.createOrder(), { what: 'an order', ...patience }),
    checkout: ({ userId, orderId }: Placed, key: string = randomUUIDv7()) =>
      call('POST', `/api/v1/users/${userId}/orders/${orderId}/checkout`, { headers: { 'idempotency-key': key } }),
    /** What the timeline says, oldest first. */
    timeline: async (placed: Placed): Promise<string[]> =>
      (await read(placed)).timeline.map(
        (entry: TimelineEntry & { fact?: string; to?: string }) => entry.fact ?? entry.to,
      ),
    complaint: ({ orderId }: Placed) =>
      String(order.lines.find((line) => line.orderId === orderId && line.err instanceof Error)?.err),
    /** Lets the sweeper finish what is open. */
    due: () => order.query('update checkouts set next_try_at = now() where payment_id is null'),
    accepted: (placed: Placed) =>
      waitFor(async () => (await read(placed)).checkouts[0]?.paymentId, { what: 'the payment', ...patience }),
    async stop(): Promise<void> {
      await order.stop()
      await payment.close()
    },
  }
}

describe.skipIf(!inject('wiremockUrl'))('checking out with a payment service that misbehaves', () => {
  describe('down', sideBySide, () => {
    const world = useWorld(raise)
    it(
      'when it is down, some calls find that out, then nobody calls for 5 s, then one call tries',
      inTurn,
      async () => {
        const { payment } = world
        const recover = await payment.misbehave('fails')
        const placed = await Promise.all(Array.from({ length: 8 }, world.place))
        await Promise.all(placed.map((each) => world.checkout(each)))
        const before = await quietAfter(10, payment.calls)
        const late = await world.place()
        expect((await world.checkout(late)).body.payment).toEqual({ id: null, status: 'requested' })
        expect(await payment.calls()).toHaveLength(before)

        await payment.misbehave('slow', { times: 1 })
        await recover()
        for (const each of [...placed, late]) {
          await waitFor(
            async () => {
              await world.due()
              return (await world.read(each)).checkouts[0]?.paymentId
            },
            { what: 'the payment', timeoutMs: 30_000, intervalMs: 100 },
          )
          expect(await world.timeline(each)).toEqual(['created', 'payment_pending', 'requested', 'accepted'])
        }
        const calls = await payment.calls()
        expectProbe(calls, before)
        for (const { orderId } of placed) expectSameRequest(calls.filter(({ body }) => body.orderId === orderId))
      },
    )
  })

  describe.for([...lanesOfMisbehaviours, [withoutId]])('lane %#', sideBySide, (lane) => {
    const world = useWorld(raise)
    it.for(lane)(
      'when it $does, the shopper gets 202, the attempt stays open, and the sweeper ends it under the same key',
      inTurn,
      async (misbehaviour) => {
        const { payment } = world
        const placed = await world.place()
        await payment.misbehave(misbehaviour.name, {
          ...{ times: asking.tries, ...(misbehaviour === withoutId && { at: 'requestPayment' }) },
        })
        const key = randomUUIDv7()
        const answer = await world.checkout(placed, key)
        expect(answer.status).toBe(202)
        expect(answer.body.payment).toEqual({ id: null, status: 'requested' })
        expect(world.complaint(placed)).toMatch(misbehaviour.reads)
        expectTries(await payment.calls(), misbehaviour, asking)
        expect(await world.timeline(placed)).toEqual(['created', 'payment_pending', 'requested'])
        const { checkouts } = await world.read(placed)
        expect(checkouts).toMatchObject([{ paymentId: null, outcome: null, finishedAt: null }])

        await world.due()
        await world.accepted(placed)
        expect(await world.timeline(placed)).toEqual(['created', 'payment_pending', 'requested', 'accepted'])
        const calls = await payment.calls()
        expect(calls).toHaveLength(asking.tries + 1)
        expectSameRequest(calls)
        const [{ id: checkoutId }] = checkouts
        const body = { orderId: placed.orderId, checkoutId, amountMinor: 1_099, currency: 'EUR' }
        expect(calls[0]).toMatchObject({ method: 'POST', key: checkoutId, body })
        expect((await world.checkout(placed, key)).text).toBe(answer.text)
        await expectCaution(payment, misbehaviour)
      },
    )
  })

  describe('halfway', sideBySide, () => {
    const world = useWorld(raise)
    it.for(hiccups)('when it $does twice, the third try of the same call is accepted', inTurn, async (hiccup) => {
      const placed = await world.place()
      await world.payment.misbehave(hiccup.name, { times: 2 })
      const answer = await world.checkout(placed)
      expect(answer.body.payment).toEqual({ id: expect.any(String), status: 'submitting' })
      expectTries(await world.payment.calls(), hiccup, asking)
      expect(await world.timeline(placed)).toEqual(['created', 'payment_pending', 'requested', 'accepted'])
    })

    it('when it is slow, it is waited for and asked once', inTurn, async () => {
      const placed = await world.place()
      await world.payment.misbehave('slow', { times: 1 })
      expect((await world.checkout(placed)).body.payment).toMatchObject({ status: 'submitting' })
      expect(await world.payment.calls()).toHaveLength(1)
    })

    it(
      'when it asks for more peace than a call has time, the shopper does not wait, and it has it',
      inTurn,
      async () => {
        const placed = await world.place()
        await world.payment.misbehave('too-many-for-long', { times: 1 })
        expect((await world.checkout(placed)).body.payment).toEqual({ id: null, status: 'requested' })
        expect(await world.payment.calls()).toHaveLength(1)
        const [row] = await world.order.query<{ seconds: number }>(`select
        extract(epoch from next_try_at - now())::float8 as seconds from checkouts where order_id = '${placed.orderId}'`)
        expect(row?.seconds).toBeGreaterThan(20)
      },
    )
  })
})
