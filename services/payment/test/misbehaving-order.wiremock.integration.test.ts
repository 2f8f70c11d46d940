import { machineSystem } from '@waybill/service-host'
import {
  expectCaution,
  expectPauses,
  expectProbe,
  expectSameRequest,
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
import { type Requested, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf } from './support/signing.ts'

type Row = { attempts: number; last_error: string | null; seconds: number }

const patience = { timeoutMs: 30_000, intervalMs: 100 }
const pauses = { attemptTimeoutMs: 2_000, pauseMs: (n: number) => knownChance * 1_000 * 2 ** n }
const times = 2
const aboutAnother = { does: 'answers about another order', name: 'wrong-id', reads: /about another order/ }

/** A payment service that tells WireMock how payments ended. */
async function raise() {
  const order = await openNeighbour()
  const env = { services__order__http__0: order.url, CONFIRM_BACKOFF_CAP_MS: '4000', RECONCILE_POLL_MS: '1000' }
  const payment = await startPaymentFixture(env, { ...machineSystem, random: () => knownChance })
  const isDelivered = async (asked: Requested) => Boolean((await payment.read(asked)).confirmation?.deliveredAt)
  return {
    ...{ payment, order, forget: order.forget, isDelivered },
    delivered: (asked: Requested) => waitFor(() => isDelivered(asked), { what: 'the delivery', ...patience }),
    /** A payment that has succeeded, of which order must hear. */
    async succeeded(): Promise<Requested> {
      const asked = await waitFor(() => payment.pending(), { what: 'a payment', ...patience })
      await payment.webhook(eventOf(asked, 'payment.succeeded'))
      return asked
    },
    /** The confirmation once a try of it has failed, with the seconds until the next one. */
    undelivered: ({ paymentId }: Requested): Promise<Row> =>
      waitFor(
        async () => {
          const [row] =
            await payment.query<Row>(`select *, extract(epoch from next_attempt_at - now())::float8 as seconds
            from payment_confirmations where payment_id = '${paymentId}'`)
          return row?.last_error && row
        },
        { what: 'a try to fail', ...patience },
      ) as Promise<Row>,
    async stop(): Promise<void> {
      await payment.stop()
      await order.close()
    },
  }
}

describe.skipIf(!inject('wiremockUrl'))('telling an order service that misbehaves', () => {
  describe('down', sideBySide, () => {
    const world = useWorld(raise)
    it(
      'when it is down, some calls find that out, then nobody calls for 5 s, then one call tries',
      inTurn,
      async () => {
        const { order, succeeded, isDelivered } = world
        const recover = await order.misbehave('fails')
        const asked = await Promise.all(Array.from({ length: 12 }, succeeded))
        const before = await quietAfter(8, order.calls)
        await order.misbehave('slow', { times: 1 })
        await recover()
        const areDelivered = async () => (await Promise.all(asked.map(isDelivered))).every(Boolean)
        await waitFor(areDelivered, { what: 'all to be delivered', timeoutMs: 30_000, intervalMs: 100 })

        const calls = await order.calls()
        expectProbe(calls, before)
        for (const { orderId } of asked) expectSameRequest(calls.filter(({ url }) => url.includes(orderId)))
      },
    )
  })

  describe.for([...lanesOfMisbehaviours, [aboutAnother]])('lane %#', sideBySide, (lane) => {
    const world = useWorld(raise)
    it.for(lane)(
      'when it $does, the payment has ended all the same, and order is told the same until it answers',
      inTurn,
      async (misbehaviour) => {
        const { payment, order } = world
        await order.misbehave(misbehaviour.name, {
          ...{ times, ...(misbehaviour === aboutAnother && { at: 'confirmPayment' }) },
        })
        const asked = await world.succeeded()
        expect((await world.undelivered(asked)).last_error).toMatch(misbehaviour.reads)
        expect(await payment.read(asked)).toMatchObject({
          ...{ status: 'succeeded', flag: null },
          confirmation: { outcome: 'succeeded', deliveredAt: null, applied: null },
        })

        await world.delivered(asked)
        const { confirmation, flag, transitions } = await payment.read(asked)
        const calls = await order.calls()
        expect(confirmation).toMatchObject({ applied: true, attempts: times + 1 })
        expect(flag).toBeNull()
        expect(transitions.map(({ cause }) => cause)).toEqual(['requested', 'submitted', 'webhook'])
        const { paymentId, checkoutId } = asked
        expect(calls[0]?.body).toMatchObject({ paymentId, checkoutId, outcome: 'succeeded' })
        expect(calls).toHaveLength(times + 1)
        expectSameRequest(calls)
        expectPauses(calls, misbehaviour, pauses)
        await expectCaution(order, misbehaviour)
      },
    )
  })

  describe('halfway', sideBySide, () => {
    const world = useWorld(raise)
    it('when it is slow, it is waited for and told once', inTurn, async () => {
      await world.order.misbehave('slow', { times: 1 })
      await world.delivered(await world.succeeded())
      expect(await world.order.calls()).toHaveLength(1)
    })

    it('when it asks for peace for longer than any pause, it has it', inTurn, async () => {
      await world.order.misbehave('too-many-for-long')
      const asked = await world.succeeded()
      expect((await world.undelivered(asked)).seconds).toBeGreaterThan(20)
      expect(await world.order.calls()).toHaveLength(1)
    })
  })
})
