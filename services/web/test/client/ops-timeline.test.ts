import type { Email, InternalTimelineEntry, PaymentDetails } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { mergeTimeline } from '../../client/src/features/ops-order/merge-timeline.ts'

const id = '01890000-0000-7000-8000-00000000000a'
const at = (second: number) => `2026-01-02T03:04:${String(second).padStart(2, '0')}.000Z`

const created: InternalTimelineEntry = {
  ...{ kind: 'transition', at: at(1), version: 1, from: null, to: 'created', cause: 'order-created', causeId: 'key' },
}
const paid: InternalTimelineEntry = {
  ...{ kind: 'transition', at: at(5), version: 2, from: 'payment_pending', to: 'paid' },
  ...{ cause: 'payment-succeeded', causeId: id },
}
const failedJob: InternalTimelineEntry = {
  ...{ kind: 'job', at: at(8), processId: id, job: 'invoice', attempt: 1, status: 'failed' },
  ...{ reference: null, fault: 'passing', note: 'invoice answered 500' },
}
const retried: InternalTimelineEntry = {
  ...{
    kind: 'operator-action',
    at: at(9),
    action: 'retry-job',
    job: 'invoice',
    operator: 'anna',
    reason: 'it is back',
  },
}

const payment: PaymentDetails = {
  ...{ id, userId: id, orderId: id, checkoutId: id, amountMinor: 1099, currency: 'EUR', status: 'succeeded' },
  ...{ failureReason: null, providerPaymentId: 'wpr', flag: 'not-expected', acknowledgedAt: null, version: 2 },
  ...{ createdAt: at(3), updatedAt: at(4) },
  transitions: [
    { at: at(3), version: 1, from: null, to: 'submitting', cause: 'requested', causeId: id },
    { at: at(4), version: 2, from: 'pending', to: 'succeeded', cause: 'webhook', causeId: 'msg' },
  ],
  confirmation: { outcome: 'succeeded', attempts: 2, deliveredAt: at(5), applied: false },
  operatorActions: [],
}

const email: Email = {
  ...{ id, userId: id, orderId: id, processId: id, template: 'order-paid', to: 'a@example.com', subject: 'Paid' },
  ...{ messageId: 'm', status: 'sent', attempt: 1, createdAt: at(6), sentAt: at(7) },
  tries: [{ at: at(7), outcome: 'sent', detail: '250 OK' }],
  operatorActions: [{ at: at(10), operator: 'anna', action: 'resend-email', reason: 'lost' }],
}

const titles = (...parts: Parameters<typeof mergeTimeline>) =>
  mergeTimeline(...parts).map(({ source, title }) => `${source}: ${title}`)

describe('the merged timeline of an order', () => {
  it('when three services recorded something, it tells it in the order of time, marked by who recorded it', () => {
    expect(titles({ order: [created, paid, failedJob, retried], payments: [payment], emails: [email] })).toEqual([
      'order: Order created',
      'payment: Payment submitting',
      'payment: Payment: pending → succeeded',
      'order: Order: payment pending → paid',
      'payment: Order told: succeeded',
      'notification: E-mail order-paid queued',
      'notification: E-mail order-paid sent',
      'order: Invoice job failed, attempt 1',
      'order: Job retried by anna (invoice)',
      'notification: E-mail sent again by anna',
    ])
  })

  it('when a job failed, it shows the error and its fault; when an operator acted, the reason', () => {
    const [job, action] = mergeTimeline({ order: [failedJob, retried] })
    expect(job).toMatchObject({ tone: 'bad', details: ['invoice answered 500', 'Fault: passing'] })
    expect(action).toMatchObject({ tone: 'attention', details: ['Reason: it is back'] })
  })

  it('when an operator settled a webhook, it says what they did with it', () => {
    const decided = (action: string) => ({ at: at(9), operator: 'anna', action, reason: 'the provider confirmed it' })
    const operatorActions = [decided('reapply-webhook'), decided('dismiss-webhook')]
    expect(titles({ payments: [{ ...payment, transitions: [], confirmation: null, operatorActions }] })).toEqual([
      'payment: Webhook applied again by anna',
      'payment: Webhook dismissed by anna',
    ])
  })

  it('when an order could not take a payment, it says so, and why', () => {
    const told = mergeTimeline({ payments: [payment] }).at(-1)
    expect(told).toMatchObject({
      tone: 'attention',
      details: ['After 2 attempts', 'The order could not take it: not-expected'],
    })
  })

  it('when a service is missing, it tells what the others recorded', () => {
    expect(titles({ order: [created] })).toEqual(['order: Order created'])
    expect(titles({})).toEqual([])
  })

  it('when entries share a moment, it keeps the order in which their service told them, and each has a key of its own', () => {
    const same = [1, 2, 3].map((attempt) => ({ ...failedJob, attempt }) as InternalTimelineEntry)
    const merged = mergeTimeline({ order: same })
    expect(merged.map(({ title }) => title.at(-1))).toEqual(['1', '2', '3'])
    expect(new Set(merged.map(({ key }) => key)).size).toBe(3)
  })
})
