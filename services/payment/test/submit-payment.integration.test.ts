import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, actsAndResets, answerJson, hangs, refuses, resets } from './support/answers.ts'
import { type PaymentFixture, type Requested, startPaymentFixture } from './support/payment-fixture.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const html: Answer = (response) => void response.writeHead(202, { 'content-type': 'text/html' }).end('<html>')
const redirect: Answer = (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
const tenMegabytes: Answer = (response) => answerJson(response, 202, { padding: 'x'.repeat(10_000_000) })

/** Requests a payment for which the provider answers as told from the first moment on. */
async function requestWith(behaviour: Parameters<PaymentFixture['wallet']['behave']>[1]): Promise<Requested> {
  const wanted = payment.newRequest()
  payment.wallet.behave(wanted.amountMinor, behaviour)
  const { body } = await payment.send(wanted)
  return { ...wanted, paymentId: body.paymentId as string }
}
const asks = ({ paymentId }: Requested) => payment.wallet.asks(paymentId)
const submissions = ({ paymentId }: Requested) => payment.wallet.submissions(paymentId)
const submittedTimes = (asked: Requested, times: number) =>
  waitFor(() => submissions(asked).length >= times, { what: `${times} submissions` })
const endLease = ({ paymentId }: Requested) =>
  payment.query(`update payments set next_submit_at = now() where id = '${paymentId}'`)

/** The provider's payment, which it has decided by the time that it answers. */
function decided(taken: unknown, status: 'succeeded' | 'failed'): object {
  const { merchantReference } = taken as { merchantReference: string }
  payment.wallet.decide(merchantReference, { status, failureReason: status === 'failed' ? 'blocked' : null })
  return taken as object
}

describe('submitting a payment', () => {
  it('when the provider takes it, it was asked once, under our id as key and reference', async () => {
    const asked = await payment.pending()
    const [sent, ...more] = submissions(asked)
    expect(more).toEqual([])
    expect(sent?.headers).toMatchObject({
      'idempotency-key': asked.paymentId,
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    })
    expect(sent?.headers.authorization).toBeUndefined()
    const { paymentId: merchantReference, amountMinor, currency } = asked
    expect(sent?.body).toEqual({ merchantReference, amountMinor, currency })
  })

  it.each([
    ['resets the connection', resets],
    ['takes it and loses the answer', actsAndResets],
    ['answers 500', refuses(500)],
    ['answers 429', refuses(429)],
    ['answers HTML', html],
    ['redirects', redirect],
    ['answers 10 MB', tenMegabytes],
  ])('when it %s, the outcome is unknown, and the next try under the same key ends it', async (_, answer) => {
    const asked = await requestWith({ submit: [answer, answer, answer] })
    await submittedTimes(asked, 1)
    expect(await payment.read(asked)).toMatchObject({ status: 'submitting', version: 1, flag: null })
    payment.wallet.behaveAgain(asked.amountMinor)
    await waitFor(
      async () => {
        await endLease(asked)
        return (await payment.read(asked)).status === 'pending'
      },
      { what: 'payment to be pending', intervalMs: 100 },
    )
    expect(new Set(submissions(asked).map(({ headers }) => headers['idempotency-key']))).toEqual(
      new Set([asked.paymentId]),
    )
  })

  it('when it hangs, the try ends after three seconds and the next one is under the same key', async () => {
    const asked = await requestWith({ submit: [hangs, (response, act) => answerJson(response, 202, act())] })
    await waitFor(async () => (await payment.read(asked)).status === 'pending', {
      what: 'a second try',
      timeoutMs: 8_000,
    })
    expect(submissions(asked)).toHaveLength(2)
  })

  it.each([401, 404])('when it answers %i, which is not its word on the payment, nothing has ended', async (status) => {
    const asked = await requestWith({ submit: [refuses(status)] })
    await submittedTimes(asked, 1)
    await endLease(asked)
    await submittedTimes(asked, 2)
    expect(await payment.read(asked)).toMatchObject({ status: 'submitting', failureReason: null })
  })

  it('when it speaks of a conflict and does not know the payment yet, nothing has ended, and the next try is taken', async () => {
    const asked = await requestWith({ submit: [refuses(409, 'request-in-progress')] })
    await waitFor(() => asks(asked).length > 0, { what: 'an ask' })
    payment.wallet.behaveAgain(asked.amountMinor)
    await endLease(asked)
    const pending = await payment.becomes(asked, 'pending')
    expect(pending.transitions.map(({ to }) => to)).toEqual(['submitting', 'pending'])
  })

  it.each([400, 422])('when it refuses with %i and does not know the payment, it has failed', async (status) => {
    const asked = await requestWith({ submit: [refuses(status, 'card-blocked')] })
    const failed = await payment.becomes(asked, 'failed')
    expect(failed).toMatchObject({ failureReason: 'refused-by-provider', providerPaymentId: null })
    expect(failed.transitions.at(-1)).toMatchObject({ from: 'submitting', cause: 'submit', causeId: 'card-blocked' })
    expect(asks(asked)).toHaveLength(1)
    await waitFor(() => payment.order.told(asked.orderId)[0]?.fact.failureReason === 'refused-by-provider', {
      what: 'order to be told',
    })
  })

  it.each(['failed', 'succeeded'] as const)('when it refuses but says that it has %s, so it has', async (end) => {
    const asked = await requestWith({
      submit: [
        (response, act) => {
          decided(act(), end)
          refuses(409)(response, act)
        },
      ],
    })
    const settled = await payment.becomes(asked, end)
    expect(settled.failureReason).toBe(end === 'failed' ? 'blocked' : null)
    expect(settled.transitions.at(-1)).toMatchObject({ cause: 'submit', causeId: settled.providerPaymentId })
  })

  it('when it refuses but has it undecided, it is pending', async () => {
    const asked = await requestWith({
      submit: [
        (response, act) => {
          act()
          refuses(409)(response, act)
        },
      ],
    })
    const pending = await payment.becomes(asked, 'pending')
    expect(pending.providerPaymentId).toBe(payment.wallet.payments.get(asked.paymentId)?.paymentRequestId)
  })

  it('when it refuses and cannot be asked, nothing has ended', async () => {
    const asked = await requestWith({ submit: [refuses(409)], ask: [refuses(500)] })
    await waitFor(() => asks(asked).length > 0, { what: 'an ask' })
    expect(await payment.read(asked)).toMatchObject({ status: 'submitting' })
  })

  it.each([{ amountMinor: 1 }, { currency: 'SEK' }, { merchantReference: 'another' }])(
    'when it takes it with another %o, the payment is flagged and left to the reconciler',
    async (figures) => {
      const asked = await requestWith({
        submit: [(response, act) => answerJson(response, 202, { ...decided(act(), 'succeeded'), ...figures })],
      })
      const settled = await payment.becomes(asked, 'succeeded')
      expect(settled.flag).toMatch(/^provider-mismatch: /)
      expect(settled.transitions.map(({ cause }) => cause)).toEqual(['requested', 'submitted', 'reconcile'])
      expect(submissions(asked)).toHaveLength(1)
    },
  )

  it('when a full batch waits, all of it is submitted without a pause', async () => {
    await payment.query('update payments set next_submit_at = null')
    const wanted = Array.from({ length: 35 }, () => payment.newRequest())
    const answers = await Promise.all(wanted.map((each) => payment.send(each)))
    const asked = wanted.map((each, index) => ({ ...each, paymentId: answers[index]?.body.paymentId as string }))
    await Promise.all(asked.map((each) => payment.becomes(each, 'pending')))
    expect(asked.every((each) => submissions(each).length === 1)).toBe(true)
  })
})
