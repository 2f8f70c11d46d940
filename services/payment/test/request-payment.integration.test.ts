import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PaymentFixture, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const paymentsOf = (orderId: string) =>
  payment.query<{ id: string; status: string }>(`select id, status from payments where order_id = '${orderId}'`)

describe('requesting a payment', () => {
  it('when it is asked for, it is committed with its first transition and then submitted', async () => {
    const wanted = payment.newRequest()
    const answer = await payment.send(wanted)
    expect(answer.status).toBe(202)
    expect(answer.headers.get('idempotency-replayed')).toBeNull()
    expect(answer.body).toEqual({ paymentId: expect.any(String), status: 'submitting' })
    const details = await payment.becomes({ ...wanted, paymentId: answer.body.paymentId }, 'pending')
    expect(details).toMatchObject({ ...wanted, providerPaymentId: expect.stringContaining('wpr_'), version: 2 })
    expect(details.transitions).toMatchObject([
      { version: 1, from: null, to: 'submitting', cause: 'requested', causeId: wanted.checkoutId },
      { version: 2, from: 'submitting', to: 'pending', cause: 'submitted' },
    ])
    expect(details.confirmation).toBeNull()
  })

  it('when 50 ask with one key at once, there is one payment, one submission and one answer', async () => {
    const wanted = payment.newRequest()
    const answers = await Promise.all(Array.from({ length: 50 }, () => payment.send(wanted)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(49)
    const rows = await paymentsOf(wanted.orderId)
    expect(rows).toHaveLength(1)
    await payment.becomes({ ...wanted, paymentId: answers[0]?.body.paymentId }, 'pending')
    expect(payment.wallet.submissions(answers[0]?.body.paymentId)).toHaveLength(1)
  })

  it('when the answer was stored, it is repeated to the byte although the payment has moved on', async () => {
    const wanted = payment.newRequest()
    const first = await payment.send(wanted)
    await payment.becomes({ ...wanted, paymentId: first.body.paymentId }, 'pending')
    const second = await payment.send(wanted)
    expect(second.text).toBe(first.text)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
  })

  it('when the key was used for another request, it is 422', async () => {
    const wanted = payment.newRequest()
    const key = randomUUIDv7()
    await payment.send(wanted, key)
    const other = await payment.send({ ...wanted, amountMinor: wanted.amountMinor + 500_000 }, key)
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
  })

  it('when two users have the same key, they do not meet', async () => {
    const key = randomUUIDv7()
    const answers = await Promise.all(
      [payment.newRequest(), payment.newRequest()].map((each) => payment.send(each, key)),
    )
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    expect(answers[0]?.body.paymentId).not.toBe(answers[1]?.body.paymentId)
  })

  it('when the checkout comes again under another key, it is the same payment', async () => {
    const asked = await payment.pending()
    const { paymentId: _, ...wanted } = asked
    const again = await payment.send(wanted, randomUUIDv7())
    expect(again).toMatchObject({ status: 202, body: { paymentId: asked.paymentId, status: 'pending' } })
  })

  it.each([{ amountMinor: 999_999 }, { currency: 'SEK' }, { orderId: randomUUIDv7() }, { userId: randomUUIDv7() }])(
    'when the checkout comes again with another %o, it is 409 checkout-reused, also when repeated',
    async (change) => {
      const { paymentId: _, ...wanted } = await payment.request()
      const key = randomUUIDv7()
      const other = await payment.send({ ...wanted, ...change }, key)
      expect(other).toMatchObject({ status: 409, body: { code: 'checkout-reused' } })
      const repeated = await payment.send({ ...wanted, ...change }, key)
      expect(repeated).toMatchObject({ status: 409, body: { code: 'checkout-reused' } })
      expect(repeated.headers.get('idempotency-replayed')).toBe('true')
    },
  )

  it('when the order has a payment that is not over, a second one is 409 payment-live', async () => {
    const first = await payment.request()
    const second = await payment.send(payment.newRequest({ userId: first.userId, orderId: first.orderId }))
    expect(second).toMatchObject({ status: 409, body: { code: 'payment-live' } })
    expect(await paymentsOf(first.orderId)).toHaveLength(1)
  })

  it('when 20 checkouts of one order ask at once, one gets a payment', async () => {
    const orderId = randomUUIDv7()
    const answers = await Promise.all(Array.from({ length: 20 }, () => payment.send(payment.newRequest({ orderId }))))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'payment-live')).toHaveLength(19)
    expect(await paymentsOf(orderId)).toHaveLength(1)
  })

  it('when the first payment has failed, the order may have another one; when it has succeeded, not', async () => {
    const asked = await payment.pending()
    payment.wallet.decide(asked.paymentId, { status: 'failed', failureReason: 'insufficient-funds' })
    await payment.webhook(eventOf(asked, 'payment.failed'))
    await payment.becomes(asked, 'failed')
    const second = await payment.pending({ orderId: asked.orderId })
    await payment.webhook(eventOf(second, 'payment.succeeded'))
    await payment.becomes(second, 'succeeded')
    const third = await payment.send(payment.newRequest({ orderId: asked.orderId }))
    expect(third).toMatchObject({ status: 409, body: { code: 'payment-live' } })
  })

  it.each([0, -1, 0.5, '10', 2 ** 53, 100_000_000_000])(
    'when the amount is %o, it is 400 and leaves no row',
    async (odd) => {
      const wanted = payment.newRequest({ amountMinor: odd })
      expect(await payment.send(wanted)).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
      expect(await paymentsOf(wanted.orderId)).toEqual([])
      expect(await payment.query(`select 1 from idempotency_keys where key = '${wanted.checkoutId}'`)).toEqual([])
    },
  )

  it.each([{ currency: 'eur' }, { currency: 'XXX' }, { orderId: 'no-uuid' }, { status: 'succeeded' }])(
    'when %o is sent, it is 400',
    async (change) => {
      expect((await payment.send(payment.newRequest(change))).status).toBe(400)
    },
  )

  it('when there is no key or no service credential, it is refused', async () => {
    const { userId, ...body } = payment.newRequest()
    const path = `/api/internal/v1/users/${userId}/payments`
    expect((await payment.call('POST', path, { body })).status).toBe(400)
    const stranger = { headers: { authorization: 'Bearer no-key-of-ours', 'idempotency-key': body.checkoutId }, body }
    expect((await payment.call('POST', path, stranger)).status).toBe(401)
    expect(await paymentsOf(body.orderId)).toEqual([])
  })

  it('when another user asks for it, or nobody knows it, it is 404 alike', async () => {
    const asked = await payment.request()
    const paths = [
      `/api/internal/v1/users/${randomUUIDv7()}/payments/${asked.paymentId}`,
      `/api/internal/v1/users/${asked.userId}/payments/${randomUUIDv7()}`,
    ]
    for (const path of paths) {
      expect(await payment.call('GET', path)).toMatchObject({ status: 404, body: { code: 'payment-not-found' } })
    }
  })
})
