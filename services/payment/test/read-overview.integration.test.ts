import { randomUUIDv7 } from 'node:crypto'
import type { PaymentOverview } from '@waybill/contracts'
import { machineSystem } from '@waybill/service-host'
import { advanceableClock } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PaymentFixture, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf, strangeKey } from './support/signing.ts'

const clock = advanceableClock(new Date().toISOString())
let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture({}, { ...machineSystem, now: clock.now })
})
afterAll(() => payment.stop())

const path = '/api/internal/v1/overview'
const overview = async (): Promise<PaymentOverview> => (await payment.call('GET', path)).body
const ago = (seconds: number) => `now() - interval '${seconds} s'`

const put = (status: string, columns: Record<string, string> = {}) =>
  payment.leftBehind({ status: `'${status}'`, ...columns })

/** An event that no worker takes within the test. */
const putEvent = (status: string, secondsOld: number) =>
  payment.query(`insert into webhook_events (provider, event_id, body, body_sha256, status, received_at, next_attempt_at)
    values ('e-wallet', 'msg_${randomUUIDv7()}', '{}', '', '${status}', ${ago(secondsOld)}, now() + interval '1 h')`)

const putConfirmation = async (secondsOld: number, deliveredAt: string) => {
  const { paymentId } = await put('expired')
  await payment.query(`insert into payment_confirmations (payment_id, outcome, occurred_at, created_at, next_attempt_at,
    delivered_at) values ('${paymentId}', 'failed', now(), ${ago(secondsOld)}, now() + interval '1 h', ${deliveredAt})`)
}

describe('the overview of payments', () => {
  it('when there is nothing, every figure is 0 and nothing has an age', async () => {
    const nothing = { count: 0, oldestSeconds: null }
    expect(await overview()).toEqual({
      payments: { submitting: 0, pending: 0, succeeded: 0, failed: 0, expired: 0 },
      webhooks: { received: 0, waiting_for_payment: 0, processed: 0, ignored: 0, quarantined: 0 },
      ...{ unanswered: nothing, waitingWebhooks: nothing, confirmations: nothing, flagged: 0, refusedWebhooks: 0 },
    })
  })

  it('when rows are known, each is in its figures and the oldest has its age by the database', async () => {
    clock.advance(10_000)
    await put('submitting', { created_at: ago(90) })
    await put('pending', { created_at: ago(600), flag: `'another-webhook-body'` })
    await put('pending')
    await put('succeeded', { flag: `'order-cannot-take-it'`, created_at: ago(9_000) })
    await put('succeeded', { flag: `'order-cannot-take-it'`, acknowledged_at: 'now()' })
    await put('failed')
    for (const [status, secondsOld] of Object.entries({ received: 20, waiting_for_payment: 40, quarantined: 9_000 })) {
      await putEvent(status, secondsOld)
    }
    for (const status of ['processed', 'processed', 'ignored']) await putEvent(status, 9_000)
    await putConfirmation(30, 'null')
    await putConfirmation(9_000, 'now()')
    const { unanswered, waitingWebhooks, confirmations, ...figures } = await overview()
    expect(figures).toEqual({
      payments: { submitting: 1, pending: 2, succeeded: 2, failed: 1, expired: 2 },
      webhooks: { received: 1, waiting_for_payment: 1, processed: 2, ignored: 1, quarantined: 1 },
      ...{ flagged: 2, refusedWebhooks: 0 },
    })
    expect([unanswered.count, waitingWebhooks.count, confirmations.count]).toEqual([3, 2, 1])
    for (const [{ oldestSeconds }, age] of [
      [unanswered, 600],
      [waitingWebhooks, 40],
      [confirmations, 30],
    ] as const) {
      expect(oldestSeconds).toBeGreaterThan(age - 1)
      expect(oldestSeconds).toBeLessThan(age + 60)
    }
  })

  it('when it is asked again within ten seconds, what is open is of now and what is over is as it was', async () => {
    clock.advance(10_000)
    const before = await overview()
    await put('pending', { flag: `'another-webhook-body'` })
    await put('succeeded')
    await putEvent('received', 0)
    await putEvent('processed', 0)
    clock.advance(9_999)
    const { payments, webhooks, flagged } = await overview()
    expect(payments).toEqual({ ...before.payments, pending: before.payments.pending + 1 })
    expect(webhooks).toEqual({ ...before.webhooks, received: before.webhooks.received + 1 })
    expect(flagged).toBe(before.flagged + 1)
    clock.advance(1)
    const after = await overview()
    expect(after.payments.succeeded).toBe(before.payments.succeeded + 1)
    expect(after.webhooks.processed).toBe(before.webhooks.processed + 1)
  })

  it('when a payment is in the future of the database, its age is 0, not less', async () => {
    await payment.query('delete from payments where status in ($$submitting$$, $$pending$$)')
    await put('pending', { created_at: `now() + interval '5 s'` })
    expect((await overview()).unanswered).toEqual({ count: 1, oldestSeconds: 0 })
  })

  it('when a webhook is turned away, it is counted', async () => {
    const body = eventOf({ paymentId: randomUUIDv7(), amountMinor: 1, currency: 'EUR' }, 'payment.succeeded')
    await payment.webhook(body, { key: strangeKey, at: clock.now() })
    expect((await overview()).refusedWebhooks).toBe(1)
  })

  it('when it is asked for without the credential, it is 401; by another method, 405', async () => {
    const headers = { authorization: 'Bearer no-key-of-ours' }
    expect((await payment.call('GET', path, { headers })).status).toBe(401)
    expect((await payment.call('POST', path, { body: {} })).status).toBe(405)
  })
})
