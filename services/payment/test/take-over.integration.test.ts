import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConfirmations } from '../src/repositories/confirmations.ts'
import { createWebhookEvents } from '../src/repositories/webhook-events.ts'
import { type PaymentFixture, type Requested, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf, newEventId } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const idOf = ({ paymentId }: Requested) => `'${paymentId}'`
const due = (table: string, column: string, where: string) =>
  payment.query(`update ${table} set ${column} = now() where ${where}`)

// Work that another process took and then died over is a row whose lease runs.
describe('after a process died in the middle', () => {
  it('when it had taken a submission, another one submits the payment after the lease', async () => {
    const asked = await payment.leftBehind({ status: `'submitting'`, next_submit_at: `now() + interval '10 s'` })
    await payment.pending() // the submitter has been at work
    expect(payment.wallet.submissions(asked.paymentId)).toEqual([])
    await due('payments', 'next_submit_at', `id = ${idOf(asked)}`)
    await payment.becomes(asked, 'pending')
    expect(payment.wallet.submissions(asked.paymentId)).toHaveLength(1)
  })

  it('when it had taken an event, another one applies it after the lease, once', async () => {
    const asked = await payment.pending()
    const id = await storedAndTaken(asked)
    await due('webhook_events', 'next_attempt_at', `event_id = '${id}'`)
    const settled = await payment.becomes(asked, 'succeeded')
    expect(settled.transitions).toHaveLength(3)
    expect(await payment.eventBecomes(id, 'processed')).toMatchObject({ attempts: 2 })
  })

  it('when it had taken a confirmation, another one tells order after the lease', async () => {
    const asked = await payment.pending()
    await payment.query(`insert into payment_confirmations (payment_id, outcome, occurred_at, next_attempt_at)
      values (${idOf(asked)}, 'succeeded', now(), now() + interval '15 s')`)
    expect(await createConfirmations(payment.db).takeDue(10)).toEqual([])
    await due('payment_confirmations', 'next_attempt_at', `payment_id = ${idOf(asked)}`)
    await waitFor(() => payment.order.told(asked.orderId).length === 1, { what: 'order to be told' })
  })

  it('when its own answer comes after the take-over, it does not undo what the other one has planned', async () => {
    const asked = await payment.pending()
    await payment.query(`insert into payment_confirmations (payment_id, outcome, occurred_at, next_attempt_at, attempts)
      values (${idOf(asked)}, 'succeeded', now(), now() + interval '15 s', 2)`)
    const late = { ...asked, outcome: 'succeeded', failureReason: null, occurredAt: '', attempts: 1 } as const
    await createConfirmations(payment.db).postpone(late, 'too late', 0)
    const [row] = await payment.query(
      `select last_error from payment_confirmations where payment_id = ${idOf(asked)} and next_attempt_at > now()`,
    )
    expect(row).toEqual({ last_error: null })
  })

  it('when many take at once, each is taken by one', async () => {
    const values = Array.from(
      { length: 60 },
      (_, index) => `('e', 'msg_${index}', '{}', '\\x00', 'received', now() + interval '1 h')`,
    )
    await payment.query(`insert into webhook_events (provider, event_id, body, body_sha256, status, next_attempt_at)
      values ${values.join(',')}`)
    const events = createWebhookEvents(payment.db)
    await due('webhook_events', 'next_attempt_at', 'true')
    const takes = await Promise.all(Array.from({ length: 20 }, () => events.takeDue(10)))
    const ids = takes.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const taken = await payment.query<{ attempts: number }>(`select attempts from webhook_events where provider = 'e'`)
    expect(taken.every(({ attempts }) => attempts === 1)).toBe(true)
  })
})

/** An event as a process leaves it that dies between taking it and the move. */
async function storedAndTaken(asked: Requested): Promise<string> {
  const id = newEventId()
  const body = JSON.stringify(eventOf(asked, 'payment.succeeded'))
  await payment.query(`insert into webhook_events (provider, event_id, event_type, merchant_reference, body, body_sha256,
      status, attempts, next_attempt_at)
    values ('e-wallet', '${id}', 'payment.succeeded', ${idOf(asked)}, '${body}', '\\x00', 'received', 1,
      now() + interval '15 s')`)
  return id
}
