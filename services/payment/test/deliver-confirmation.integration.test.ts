import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hangs, refuses, resets, says } from './support/answers.ts'
import { type PaymentFixture, type Requested, serviceKey, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

async function succeed(asked: Requested): Promise<void> {
  await payment.webhook(eventOf(asked, 'payment.succeeded'))
  await payment.becomes(asked, 'succeeded')
}
const delivered = (asked: Requested) =>
  waitFor(
    async () => {
      const { confirmation } = await payment.read(asked)
      return confirmation?.deliveredAt ? confirmation : undefined
    },
    { what: 'the confirmation to be delivered', timeoutMs: 10_000 },
  )

describe('telling order', () => {
  it('when a payment has succeeded, order is told once, with the credential and a trace', async () => {
    const asked = await payment.pending()
    await succeed(asked)
    expect(await delivered(asked)).toMatchObject({ outcome: 'succeeded', attempts: 1, applied: true })
    expect(await payment.read(asked)).toMatchObject({ status: 'succeeded', flag: null })
    const [told, ...more] = payment.order.told(asked.orderId)
    expect(more).toEqual([])
    expect(told?.url.pathname).toBe(`/api/internal/v1/users/${asked.userId}/orders/${asked.orderId}/confirm-payment`)
    expect(told?.headers).toMatchObject({
      authorization: `Bearer ${serviceKey}`,
      'x-request-id': expect.any(String),
      traceparent: expect.any(String),
    })
    const { paymentId, checkoutId } = asked
    expect(told?.fact).toEqual({ paymentId, checkoutId, outcome: 'succeeded', occurredAt: '2026-01-01T08:00:00.000Z' })
  })

  it.each([
    ['is down', resets],
    ['answers 500', refuses(500)],
    ['answers 401', refuses(401)],
    ['answers 404', refuses(404)],
    ['answers what nobody can read', says(200, { hello: 'world' })],
  ])('when order %s, it is told again until it has answered', async (_, answer) => {
    const asked = await payment.pending()
    payment.order.answerWith(asked.orderId, answer)
    await succeed(asked)
    await waitFor(() => payment.order.told(asked.orderId).length >= 2, { what: 'a second try', timeoutMs: 10_000 })
    const [row] = await payment.query<{ last_error: string }>(
      `select last_error from payment_confirmations where payment_id = '${asked.paymentId}'`,
    )
    expect(row?.last_error).toMatch(/^order /)
    expect(await payment.read(asked)).toMatchObject({ confirmation: { deliveredAt: null, applied: null } })
    payment.order.answerAgain(asked.orderId)
    expect((await delivered(asked)).attempts).toBeGreaterThanOrEqual(2)
    const facts = payment.order.told(asked.orderId).map(({ fact }) => JSON.stringify(fact))
    expect(new Set(facts).size).toBe(1)
    const count = facts.length
    await succeed(await payment.pending()) // the confirmer has been at work since
    expect(payment.order.told(asked.orderId)).toHaveLength(count)
  })

  it('when order hangs, it is given up after two seconds, and others do not wait for it longer', async () => {
    const [stuck, other] = [await payment.pending(), await payment.pending()]
    payment.order.answerWith(stuck.orderId, hangs)
    await succeed(stuck)
    await succeed(other)
    await delivered(other)
    payment.order.answerAgain(stuck.orderId)
    await delivered(stuck)
  })

  it('when order cannot take money that came, the payment is flagged for an operator', async () => {
    const asked = await payment.pending()
    payment.order.answerWith(asked.orderId, says(200, { orderId: asked.orderId, status: 'cancelled', applied: false }))
    await succeed(asked)
    expect(await delivered(asked)).toMatchObject({ applied: false })
    expect(await payment.read(asked)).toMatchObject({
      status: 'succeeded',
      flag: 'order-cannot-take-it',
      acknowledgedAt: null,
    })
  })

  it('when order cannot take a failure, there is no money and no flag', async () => {
    const asked = await payment.pending()
    payment.order.answerWith(asked.orderId, says(200, { orderId: asked.orderId, status: 'cancelled', applied: false }))
    payment.wallet.decide(asked.paymentId, { status: 'failed', failureReason: 'declined' })
    await payment.webhook(eventOf(asked, 'payment.failed'))
    await payment.becomes(asked, 'failed')
    expect(await delivered(asked)).toMatchObject({ outcome: 'failed', applied: false })
    expect(await payment.read(asked)).toMatchObject({ flag: null })
  })

  it('when order was down for long, that wore out few attempts, and all is told once it is back', async () => {
    const asked = await Promise.all(Array.from({ length: 30 }, () => payment.pending()))
    for (const { orderId } of asked) payment.order.answerWith(orderId, refuses(503))
    await Promise.all(asked.map((each) => payment.webhook(eventOf(each, 'payment.succeeded'))))
    await Promise.all(asked.map((each) => payment.becomes(each, 'succeeded')))
    const tries = () => asked.reduce((sum, { orderId }) => sum + payment.order.told(orderId).length, 0)
    await waitFor(() => tries() >= 10, { what: 'order to be found down' })
    for (const { orderId } of asked) payment.order.answerAgain(orderId)
    const confirmations = await Promise.all(asked.map(delivered))
    expect(confirmations.reduce((sum, { attempts }) => sum + attempts, 0)).toBeLessThan(120)
  })

  it('when 40 payments end at once, each order is told once', async () => {
    const asked = await Promise.all(Array.from({ length: 40 }, () => payment.pending()))
    await Promise.all(asked.map((each) => payment.webhook(eventOf(each, 'payment.succeeded'))))
    await Promise.all(asked.map(delivered))
    expect(asked.map(({ orderId }) => payment.order.told(orderId).length)).toEqual(asked.map(() => 1))
  })
})
