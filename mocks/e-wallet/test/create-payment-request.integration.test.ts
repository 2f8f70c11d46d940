import { randomUUIDv7 } from 'node:crypto'
import type { WalletPayment } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWalletFixture, type WalletFixture } from './support/wallet-fixture.ts'

let wallet: WalletFixture

beforeAll(async () => {
  wallet = await startWalletFixture({ WEBHOOK_DELAY_MIN_MS: '200', WEBHOOK_DELAY_MAX_MS: '300' })
})
afterAll(() => wallet.stop())

const deliveriesTo = async ({ merchantReference }: { merchantReference: string }) =>
  (await wallet.journal()).deliveries.filter((delivery) => delivery.merchantReference === merchantReference)

describe('asking for a payment', () => {
  it('when it is taken, it is undecided first, then decided, and the merchant is told by a genuine webhook', async () => {
    const asked = wallet.newRequest(1_099)
    const { status, body } = await wallet.pay(asked)
    expect(status).toBe(202)
    expect(body).toMatchObject({ ...asked, status: 'undecided', failureReason: null, decidedAt: null })
    expect(Object.keys(body)).not.toContain('outcome')
    expect(await wallet.find(asked)).toEqual([body])
    const [webhook] = await wallet.told(asked, 1)
    const { paymentRequestId } = body
    expect(webhook).toMatchObject({ type: 'payment.succeeded', isGenuine: true, data: { ...asked, paymentRequestId } })
    expect(webhook?.id).toMatch(/^msg_[\w-]{8,64}$/)
    expect(await wallet.find(asked)).toMatchObject([{ status: 'succeeded', decidedAt: expect.any(String) }])
  })

  it.each([
    [1_099, 'succeeded'],
    [1_011, 'failed'],
    [1_050, 'succeeded'],
  ])('when the amount is %i, it has %s, and so it says', async (amountMinor, outcome) => {
    const asked = wallet.newRequest(amountMinor)
    await wallet.pay(asked)
    const [webhook] = await wallet.told(asked, 1)
    const failureReason = outcome === 'failed' ? 'insufficient-funds' : undefined
    expect(webhook).toMatchObject({ type: `payment.${outcome}`, data: { ...(failureReason && { failureReason }) } })
    expect(await wallet.find(asked)).toMatchObject([{ status: outcome, failureReason: failureReason ?? null }])
  })

  it('when 50 ask with one key at once, there is one payment and one event', async () => {
    const asked = wallet.newRequest(1_099)
    const answers = await Promise.all(Array.from({ length: 50 }, () => wallet.pay(asked)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.paymentRequestId}`)).size).toBe(1)
    await waitFor(async () => (await deliveriesTo(asked)).length > 0, { what: 'a delivery in the journal' })
    expect(await deliveriesTo(asked)).toMatchObject([{ variant: 'true', answer: 204 }])
    const { payments } = await wallet.journal()
    expect(payments.filter(({ merchantReference }) => merchantReference === asked.merchantReference)).toHaveLength(1)
  })

  it('when 50 ask for one reference under many keys, one is taken and the others are 409', async () => {
    const asked = wallet.newRequest(1_099)
    const answers = await Promise.all(Array.from({ length: 50 }, () => wallet.pay(asked, randomUUIDv7())))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'reference-used')).toHaveLength(49)
    expect(await wallet.find(asked)).toHaveLength(1)
  })

  it.each([{ amountMinor: 1_199 }, { currency: 'SEK' }, { merchantReference: 'another' }])(
    'when the key comes with another %o, it is 422 and nothing changes',
    async (change) => {
      const asked = wallet.newRequest(1_099)
      await wallet.pay(asked)
      const other = await wallet.pay({ ...asked, ...change }, asked.merchantReference)
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
      expect(await wallet.find(asked)).toMatchObject([asked])
      expect(await wallet.find({ ...asked, merchantReference: 'another' })).toEqual([])
    },
  )

  it('when it wants its webhook elsewhere, or is malformed, it is 400', async () => {
    const asked = wallet.newRequest(1_099)
    const odd = [
      { callbackUrl: 'http://127.0.0.1:1/' },
      { amountMinor: 0 },
      { currency: 'eur' },
      { merchantReference: '' },
    ]
    for (const change of odd) {
      expect((await wallet.pay({ ...asked, ...change }, asked.merchantReference)).status).toBe(400)
    }
    expect((await wallet.call('POST', '/api/payment/payment-requests', asked)).status).toBe(400)
    expect(await wallet.find(asked)).toEqual([])
  })

  it('when the webhook is not acknowledged, it is repeated with the same id until it is', async () => {
    const asked = wallet.newRequest(1_099)
    wallet.merchant.answer(asked.merchantReference, [500, 302, 404, 503])
    await wallet.pay(asked)
    const webhooks = await wallet.told(asked, 5)
    expect(new Set(webhooks.map(({ id }) => id)).size).toBe(1)
    expect(webhooks.every(({ isGenuine }) => isGenuine)).toBe(true)
    await waitFor(async () => (await deliveriesTo(asked)).length === 5, { what: 'five deliveries in the journal' })
    expect((await deliveriesTo(asked)).map(({ answer }) => answer)).toEqual([500, null, 404, 503, 204])
    await wallet.pay(wallet.newRequest(1_099)).then(({ body }) => wallet.told(body, 1)) // the sender has been at work since
    expect(wallet.merchant.receivedFor(asked.merchantReference)).toHaveLength(5)
  })

  it('when the list of a time is asked for, it comes by pages, oldest first, without a gap', async () => {
    const from = new Date().toISOString()
    const asked = Array.from({ length: 130 }, () => wallet.newRequest(1_099))
    await Promise.all(asked.map((each) => wallet.pay(each)))
    const path = `/api/payment/payment-requests?createdFrom=${from}`
    const first = (await wallet.call('GET', path)).body
    const second = (await wallet.call('GET', `${path}&after=${first.nextAfter}`)).body
    expect([first.data.length, second.data.length, second.nextAfter]).toEqual([100, 30, null])
    const listed: WalletPayment[] = [...first.data, ...second.data]
    const references = listed.map(({ merchantReference }) => merchantReference)
    expect(references.toSorted()).toEqual(asked.map(({ merchantReference }) => merchantReference).toSorted())
    const times = listed.map(({ createdAt }) => createdAt)
    expect(times).toEqual(times.toSorted())
    expect(
      (await wallet.call('GET', `/api/payment/payment-requests?createdTo=${from}&createdFrom=${from}`)).body.data,
    ).toEqual([])
  })
})
