import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PaymentFixture, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf, newEventId, strangeKey } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const path = '/api/internal/v1/webhooks/refused'
const refused = async () => (await payment.call('GET', path)).body
const genuine = () => eventOf({ paymentId: randomUUIDv7(), amountMinor: 1, currency: 'EUR' }, 'payment.succeeded')

describe('the webhooks that were turned away, as operators see them', () => {
  it('when none was, there is none; one that is genuine or kept in quarantine is not among them', async () => {
    await payment.webhook(genuine())
    expect((await payment.webhook('signed, but no JSON')).status).toBe(400)
    expect(await refused()).toEqual({ total: 0, data: [] })
  })

  it('when some are, they are shown newest first, and their callers are not told why', async () => {
    const ids = Array.from({ length: 4 }, newEventId) as [string, string, string, string]
    const tenMinutesAgo = new Date(Date.now() - 600_000)
    const answers = [
      await payment.webhook(genuine(), { id: ids[0], key: strangeKey }),
      await payment.webhook(genuine(), { id: ids[1], at: tenMinutesAgo }),
      await payment.webhook(genuine(), { id: 'no-id' }),
      await payment.call('POST', '/api/v1/payments/webhook', { headers: { 'webhook-id': ids[3] }, body: genuine() }),
    ]
    const { detail } = answers[0]?.body ?? {}
    for (const { status, body } of answers) {
      expect({ status, code: body.code, detail: body.detail }).toEqual({
        status: 401,
        code: 'invalid-signature',
        detail,
      })
    }
    const { total, data } = await refused()
    expect(total).toBe(4)
    expect(data).toEqual([
      { code: 'missing-header', eventId: ids[3], at: expect.any(String), detail: 'webhook-timestamp is missing' },
      { code: 'malformed-header', eventId: null, at: expect.any(String), detail: 'webhook-id is not in its form' },
      { code: 'stale-timestamp', eventId: ids[1], at: expect.any(String), detail: expect.stringContaining('behind') },
      { code: 'bad-signature', eventId: ids[0], at: expect.any(String), detail: 'it is signed by no key of ours' },
    ])
  })

  it('when it is asked for without the credential, it is 401; by another method, 405; it is no event to act on', async () => {
    const headers = { authorization: 'Bearer no-key-of-ours' }
    expect((await payment.call('GET', path, { headers })).status).toBe(401)
    expect((await payment.call('POST', path, { body: {} })).status).toBe(405)
    expect((await payment.call('POST', `${path}/dismiss`, { body: { reason: 'gone' } })).status).toBe(400)
  })
})
