import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuses } from './support/answers.ts'
import { type PaymentFixture, type Requested, startPaymentFixture } from './support/payment-fixture.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

type Row = { step: number; seconds: number | null; status: string }

const asks = ({ paymentId }: Requested) => payment.wallet.asks(paymentId).length
const isDue = ({ paymentId }: Requested) =>
  payment.query(`update payments set next_reconcile_at = now() where id = '${paymentId}'`)
const ageBy = ({ paymentId }: Requested, interval: string) =>
  payment.query(`update payments set created_at = created_at - interval '${interval}' where id = '${paymentId}'`)

async function row({ paymentId }: Requested): Promise<Row> {
  const [found] = await payment.query<Row>(`select reconcile_step as step, status,
    extract(epoch from next_reconcile_at - now())::float8 as seconds from payments where id = '${paymentId}'`)
  return found ?? { step: -1, seconds: null, status: 'none' }
}

/** Lets the payment be asked about once more. */
async function askOnce(asked: Requested): Promise<void> {
  const before = asks(asked)
  await isDue(asked)
  await waitFor(() => asks(asked) > before, { what: 'an ask' })
}

/** The row once its next ask is fixed, by the schedule's step. */
async function stepped(asked: Requested, step: number): Promise<number> {
  await askOnce(asked)
  const { seconds } = await waitFor(
    async () => {
      const found = await row(asked)
      return found.step === step ? found : undefined
    },
    { what: `step ${step}` },
  )
  return Number(seconds)
}

describe('reconciling a payment', () => {
  it('when it was just submitted, the first ask is after 15 s, give or take 20 %', async () => {
    const { step, seconds } = await row(await payment.pending())
    expect(step).toBe(0)
    expect(seconds).toBeGreaterThan(10)
    expect(seconds).toBeLessThanOrEqual(18)
  })

  it.each(['succeeded', 'failed'] as const)(
    'when no webhook ever comes and it has %s, it is settled and order told',
    async (end) => {
      const asked = await payment.pending()
      payment.wallet.decide(asked.paymentId, { status: end, failureReason: end === 'failed' ? 'declined' : null })
      await isDue(asked)
      const settled = await payment.becomes(asked, end)
      expect(settled.transitions.at(-1)).toMatchObject({ from: 'pending', to: end, cause: 'reconcile' })
      expect(settled.failureReason).toBe(end === 'failed' ? 'declined' : null)
      const { occurredAt } = await waitFor(() => payment.order.told(asked.orderId)[0]?.fact, {
        what: 'order to be told',
      })
      expect(occurredAt).toBe(payment.wallet.payments.get(asked.paymentId)?.decidedAt)
      expect(await row(asked)).toMatchObject({ seconds: null })
    },
  )

  it('when the provider is undecided, each ask is a step further in the schedule', async () => {
    const asked = await payment.pending()
    for (const [step, seconds] of [
      [1, 30],
      [2, 60],
      [3, 120],
      [4, 300],
      [5, 900],
      [6, 3_600],
      [7, 3_600],
    ] as const) {
      const next = await stepped(asked, step)
      expect(next).toBeGreaterThan(seconds * 0.8 - 5)
      expect(next).toBeLessThanOrEqual(seconds * 1.2)
    }
    expect(await payment.read(asked)).toMatchObject({ status: 'pending', version: 2 })
  })

  it('when an ask fails, it is repeated after 30 s, give or take 20 %, without a step in the schedule', async () => {
    const asked = await payment.pending()
    await stepped(asked, 1)
    payment.wallet.behave(asked.amountMinor, { ask: [refuses(404)] })
    await askOnce(asked)
    const { step, seconds } = await row(asked)
    expect(step).toBe(1)
    expect(seconds).toBeGreaterThan(20)
    expect(seconds).toBeLessThanOrEqual(36)
    payment.wallet.behaveAgain(asked.amountMinor)
    await stepped(asked, 2)
  })

  it('when the provider does not know a pending payment, it is submitted again at once and asked about anew', async () => {
    const asked = await payment.pending()
    await stepped(asked, 1)
    payment.wallet.payments.delete(asked.paymentId)
    expect(await stepped(asked, 0)).toBeLessThanOrEqual(18)
    expect(payment.wallet.submissions(asked.paymentId)).toHaveLength(2)
    payment.wallet.decide(asked.paymentId, { status: 'succeeded' })
    await isDue(asked)
    await payment.becomes(asked, 'succeeded')
  })

  it('when the provider does not know it after 24 h, it has expired and order is told that it failed', async () => {
    const asked = await payment.pending()
    payment.wallet.payments.delete(asked.paymentId)
    await ageBy(asked, '24 hours')
    await isDue(asked)
    const expired = await payment.becomes(asked, 'expired')
    expect(expired).toMatchObject({ failureReason: 'expired', flag: null })
    expect(payment.wallet.submissions(asked.paymentId)).toHaveLength(1)
    const fact = await waitFor(() => payment.order.told(asked.orderId)[0]?.fact, { what: 'order to be told' })
    expect(fact).toMatchObject({ outcome: 'failed', failureReason: 'expired' })
  })

  it('when it expires soon, it is not submitted any more, so that none is under way when it does', async () => {
    const wanted = payment.newRequest()
    payment.wallet.behave(wanted.amountMinor, { submit: [refuses(500)] })
    const { body } = await payment.send(wanted)
    const asked = { ...wanted, paymentId: body.paymentId as string }
    const isOver = () => payment.lines.some((line) => line.paymentId === asked.paymentId)
    await waitFor(isOver, { what: 'the submission to be over' })
    const before = payment.wallet.submissions(asked.paymentId).length
    await ageBy(asked, '23 hours 56 minutes')
    await payment.query(`update payments set next_submit_at = now() where id = '${asked.paymentId}'`)
    await askOnce(asked)
    await payment.pending() // the submitter has been at work
    expect(payment.wallet.submissions(asked.paymentId)).toHaveLength(before)
    expect((await payment.read(asked)).status).toBe('submitting')
  })

  it('when the provider is undecided or silent after 24 h, nothing has ended', async () => {
    const asked = await payment.pending()
    await ageBy(asked, '25 hours')
    await stepped(asked, 1)
    payment.wallet.behave(asked.amountMinor, { ask: [refuses(404)] })
    await askOnce(asked)
    payment.wallet.behaveAgain(asked.amountMinor)
    await stepped(asked, 2)
    expect(await payment.read(asked)).toMatchObject({ status: 'pending', flag: null })
  })

  it('when the provider has other figures, the payment is flagged and asked about as scheduled', async () => {
    const asked = await payment.pending()
    payment.wallet.decide(asked.paymentId, { status: 'succeeded', amountMinor: 5 })
    await stepped(asked, 1)
    expect(await payment.read(asked)).toMatchObject({
      ...{ status: 'pending', version: 3, flag: expect.stringMatching(/^provider-mismatch: 5 EUR instead/) },
    })
  })
})
