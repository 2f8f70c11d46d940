import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PaymentFixture, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf, newEventId } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

describe('while the database is away', () => {
  it('when calls come, they are 503 to come again, and what was asked then is done when it is back', async () => {
    const asked = await payment.pending()
    const wanted = payment.newRequest()
    const id = newEventId()
    const event = eventOf(asked, 'payment.succeeded')
    payment.door.shut()

    for (const answer of [await payment.webhook(event, { id }), await payment.send(wanted)]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'database-unavailable' } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await payment.webhook(event, { id, at: new Date(0) })).status).toBe(401)
    await waitFor(async () => (await payment.call('GET', '/readyz')).status === 503, { what: '/readyz to be 503' })
    expect((await payment.call('GET', '/livez')).status).toBe(200)

    payment.door.reopen()
    await waitFor(async () => (await payment.call('GET', '/readyz')).status === 200, { what: '/readyz to be 200' })
    expect((await payment.webhook(event, { id })).status).toBe(204)
    expect((await payment.send(wanted)).status).toBe(202)
    await payment.becomes(asked, 'succeeded')
    await waitFor(() => payment.order.told(asked.orderId).length > 0, { what: 'order to be told', timeoutMs: 10_000 })
  })

  it('when connections break in the middle, every accepted payment still ends once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        if (index === 20) payment.door.shut()
        if (index === 30) payment.door.reopen()
        const wanted = payment.newRequest()
        return { wanted, ...(await payment.send(wanted)) }
      }),
    )
    payment.door.reopen()
    for (const { wanted } of outcomes) {
      const answer = await waitFor(
        async () => {
          const again = await payment.send(wanted)
          return again.status === 202 ? again : undefined
        },
        { what: 'the payment to be accepted' },
      )
      const asked = { ...wanted, paymentId: answer.body.paymentId as string }
      await payment.becomes(asked, 'pending')
      await payment.webhook(eventOf(asked, 'payment.succeeded'))
      const settled = await payment.becomes(asked, 'succeeded')
      expect(settled.transitions.map(({ to }) => to)).toEqual(['submitting', 'pending', 'succeeded'])
      expect(payment.wallet.payments.has(asked.paymentId)).toBe(true)
    }
    const counts = await payment.query('select order_id from payments group by order_id having count(*) > 1')
    expect(counts).toEqual([])
  })
})
