import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSettlements, type Settlement } from '../src/repositories/settlements.ts'
import { type PaymentFixture, type Requested, startPaymentFixture } from './support/payment-fixture.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const endOf = ({ paymentId, amountMinor, currency }: Requested, changes: Partial<Settlement> = {}): Settlement => ({
  ...{ paymentId, amountMinor, currency, to: 'succeeded', providerPaymentId: 'wpr_1', failureReason: null },
  ...{
    occurredAt: '2026-01-01T00:00:00.000Z',
    cause: 'webhook',
    causeId: 'msg_1',
    webhookEventId: null,
    ifVersion: null,
  },
  ...changes,
})
const settle = (end: Settlement) => createSettlements(payment.db).settle(end)

describe('settling a payment', () => {
  it('when 30 bring contradicting news at once, one moves it, and its word is what order is told', async () => {
    const asked = await payment.pending()
    const news = Array.from({ length: 30 }, (_, index) =>
      endOf(asked, {
        to: (['succeeded', 'failed', 'expired'] as const)[index % 3] ?? 'failed',
        causeId: `msg_${index}`,
      }),
    )
    const moved = await Promise.all(news.map(settle))
    expect(moved.filter(Boolean)).toHaveLength(1)
    const winner = news[moved.indexOf(true)]
    const { status, version, transitions, confirmation } = await payment.read(asked)
    expect([status, version]).toEqual([winner?.to, 3])
    expect(transitions.at(-1)).toMatchObject({ from: 'pending', to: winner?.to, causeId: winner?.causeId })
    expect(confirmation?.outcome).toBe(winner?.to === 'succeeded' ? 'succeeded' : 'failed')
  })

  it.each([{ amountMinor: 1 }, { currency: 'SEK' }])('when the news has another %o, nothing moves', async (figures) => {
    const asked = await payment.pending()
    expect(await settle(endOf(asked, figures))).toBe(false)
    expect(await payment.read(asked)).toMatchObject({ status: 'pending', version: 2, confirmation: null })
  })

  it('when the news is about a version that is over, nothing moves', async () => {
    const asked = await payment.pending()
    expect(await settle(endOf(asked, { to: 'failed', ifVersion: 1 }))).toBe(false)
    expect(await settle(endOf(asked, { to: 'failed', ifVersion: 2 }))).toBe(true)
  })

  it('when the payment never was submitted, it can end all the same', async () => {
    const asked = await payment.leftBehind({ status: `'submitting'`, next_submit_at: `now() + interval '1 h'` })
    expect(await settle(endOf(asked))).toBe(true)
    expect(await payment.read(asked)).toMatchObject({ status: 'succeeded', providerPaymentId: 'wpr_1' })
    const [row] = await payment.query(
      `select next_submit_at, next_reconcile_at from payments where id = '${asked.paymentId}'`,
    )
    expect(row).toEqual({ next_submit_at: null, next_reconcile_at: null })
  })
})
