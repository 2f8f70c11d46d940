import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuses } from './support/answers.ts'
import { type PaymentFixture, type Requested, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf, newEventId } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const succeeds = 'payment.succeeded'
const fails = 'payment.failed'

async function deliver(asked: Requested, type: typeof succeeds | typeof fails, data = {}): Promise<string> {
  const id = newEventId()
  expect((await payment.webhook(eventOf(asked, type, data), { id })).status).toBe(204)
  return id
}
const endsOf = async (asked: Requested) =>
  (await payment.read(asked)).transitions.filter(({ to }) => ['succeeded', 'failed', 'expired'].includes(to))

describe('applying a webhook', () => {
  it('when it comes before the answer to the request, the payment succeeds and stays so', async () => {
    const wanted = payment.newRequest()
    payment.wallet.behave(wanted.amountMinor, { submit: [refuses(503)] })
    const { body } = await payment.send(wanted)
    const asked = { ...wanted, paymentId: body.paymentId as string }
    await deliver(asked, succeeds)
    const settled = await payment.becomes(asked, 'succeeded')
    expect(settled).toMatchObject({ providerPaymentId: 'wpr_of-the-webhook', failureReason: null })
    expect(settled.transitions.map(({ to }) => to)).toEqual(['submitting', 'succeeded'])
    payment.wallet.behaveAgain(wanted.amountMinor)
    await payment.query(`update payments set next_submit_at = now() where id = '${asked.paymentId}'`)
    await deliver(asked, succeeds)
    expect(await payment.read(asked)).toMatchObject({ status: 'succeeded', version: settled.version })
  })

  it('when it says failed and the provider does too, the payment fails with the reason', async () => {
    const asked = await payment.pending()
    payment.wallet.decide(asked.paymentId, { status: 'failed', failureReason: 'insufficient-funds' })
    const id = await deliver(asked, fails, { failureReason: 'insufficient-funds' })
    const failed = await payment.becomes(asked, 'failed')
    expect(failed).toMatchObject({ failureReason: 'insufficient-funds', flag: null })
    expect(failed.transitions.at(-1)).toMatchObject({ from: 'pending', to: 'failed', cause: 'webhook', causeId: id })
    expect(payment.wallet.asks(asked.paymentId)).toHaveLength(1)
    expect(await payment.eventBecomes(id, 'processed')).toMatchObject({ attempts: 1 })
  })

  it('when it says failed while the provider is undecided, it waits, and follows the decision', async () => {
    const asked = await payment.pending()
    const id = await deliver(asked, fails)
    await payment.eventBecomes(id, 'received', 'not confirmed by the provider')
    expect(await payment.read(asked)).toMatchObject({ status: 'pending' })
    payment.wallet.decide(asked.paymentId, { status: 'failed', failureReason: 'declined' })
    await payment.becomes(asked, 'failed')
    expect((await payment.eventBecomes(id, 'processed')).attempts).toBeGreaterThan(1)
  })

  it('when it says failed while the provider cannot be asked, it waits', async () => {
    const asked = await payment.pending()
    payment.wallet.behave(asked.amountMinor, { ask: [refuses(500)] })
    const id = await deliver(asked, fails)
    await payment.eventBecomes(id, 'received', 'not confirmed by the provider')
    expect(await payment.read(asked)).toMatchObject({ status: 'pending', flag: null })
    payment.wallet.behaveAgain(asked.amountMinor)
    payment.wallet.decide(asked.paymentId, { status: 'failed', failureReason: 'declined' })
    await payment.becomes(asked, 'failed')
  })

  it('when it says failed but the provider says succeeded, the payment succeeds and the event is in quarantine', async () => {
    const asked = await payment.pending()
    payment.wallet.decide(asked.paymentId, { status: 'succeeded' })
    const id = await deliver(asked, fails)
    await payment.eventBecomes(id, 'quarantined')
    const settled = await payment.read(asked)
    expect(settled).toMatchObject({ status: 'succeeded', flag: 'webhook-says-failed-provider-says-succeeded' })
    expect(settled.transitions.at(-1)).toMatchObject({ cause: 'reconcile' })
    await deliver(asked, succeeds)
    expect(await endsOf(asked)).toHaveLength(1)
  })

  it('when failed comes after succeeded, nothing regresses and the payment is flagged', async () => {
    const asked = await payment.pending()
    await deliver(asked, succeeds)
    await payment.becomes(asked, 'succeeded')
    const id = await deliver(asked, fails)
    await payment.eventBecomes(id, 'quarantined')
    expect(await payment.read(asked)).toMatchObject({
      status: 'succeeded',
      flag: 'webhook-says-failed-after-succeeded',
    })
    expect(await endsOf(asked)).toHaveLength(1)
  })

  it('when succeeded comes after failed, the payment stays failed and is flagged, for there is money', async () => {
    const asked = await payment.pending()
    payment.wallet.decide(asked.paymentId, { status: 'failed' })
    await deliver(asked, fails)
    await payment.becomes(asked, 'failed')
    const id = await deliver(asked, succeeds)
    await payment.eventBecomes(id, 'quarantined')
    expect(await payment.read(asked)).toMatchObject({ status: 'failed', flag: 'webhook-says-succeeded-after-failed' })
    expect(await endsOf(asked)).toHaveLength(1)
  })

  it('when the same outcome comes in another event, it is processed and changes nothing', async () => {
    const asked = await payment.pending()
    await deliver(asked, succeeds)
    const { version } = await payment.becomes(asked, 'succeeded')
    const id = await deliver(asked, succeeds)
    await payment.eventBecomes(id, 'processed')
    expect(await payment.read(asked)).toMatchObject({ version, flag: null })
  })

  it('when 50 events of one payment contradict each other at once, it ends once, as the provider says', async () => {
    const asked = await payment.pending()
    payment.wallet.decide(asked.paymentId, { status: 'succeeded' })
    await Promise.all(Array.from({ length: 50 }, (_, index) => deliver(asked, index % 2 === 0 ? fails : succeeds)))
    const settled = await payment.becomes(asked, 'succeeded')
    expect(settled.transitions.filter(({ to }) => to === 'succeeded')).toHaveLength(1)
    expect(await endsOf(asked)).toHaveLength(1)
  })

  it.each([{ amountMinor: 1 }, { currency: 'SEK' }])(
    'when it has another %o, it is in quarantine, the payment flagged and the provider asked at once',
    async (figures) => {
      const asked = await payment.pending()
      payment.wallet.decide(asked.paymentId, { status: 'succeeded' })
      const id = await deliver(asked, succeeds, figures)
      const { reason } = await payment.eventBecomes(id, 'quarantined')
      expect(reason).toMatch(/^webhook-mismatch: .* instead of .*/)
      const settled = await payment.becomes(asked, 'succeeded')
      expect(settled).toMatchObject({ flag: reason, amountMinor: asked.amountMinor, currency: 'EUR' })
      expect(settled.transitions.at(-1)).toMatchObject({ cause: 'reconcile' })
    },
  )

  it('when the provider, asked about a failure, has other figures, the event is in quarantine', async () => {
    const asked = await payment.pending()
    payment.wallet.decide(asked.paymentId, { status: 'failed', amountMinor: 7 })
    const id = await deliver(asked, fails)
    await payment.eventBecomes(id, 'quarantined')
    expect(await payment.read(asked)).toMatchObject({
      status: 'pending',
      flag: expect.stringContaining('provider-mismatch'),
    })
  })
})
