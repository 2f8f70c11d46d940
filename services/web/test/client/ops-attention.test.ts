import type { NotificationOverview, OrderOverview, PaymentOverview } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { attentionByPage, attentionOf } from '../../client/src/data/ops-attention.ts'

const none = { count: 0, oldestSeconds: null }
const job = (name: 'production' | 'invoice' | 'notification', failed: number) => ({
  ...{ job: name, queued: 9, running: 9, failed, oldestWaitingSeconds: 4 },
})
const queue = (name: 'production' | 'invoice' | 'notification', deadLetters: number) => ({
  ...{ queue: name, visible: 9, inFlight: 9, delayed: 9, deadLetters },
})

const order = (failed: number, deadLetters: number, parked: number): OrderOverview => ({
  orders: { created: 9, payment_pending: 9, paid: 9, payment_failed: 9, cancelled: 9 },
  processes: { pending: 9, completed: 9, error: 9 },
  jobs: [job('production', 0), job('invoice', failed)],
  queues: [queue('production', 0), queue('invoice', deadLetters)],
  outbox: { count: 9, oldestSeconds: 1, parked },
  openCheckouts: none,
})
const payment = (flagged: number, quarantined: number): PaymentOverview => ({
  payments: { submitting: 9, pending: 9, succeeded: 9, failed: 9, expired: 9 },
  webhooks: { received: 9, waiting_for_payment: 9, processed: 9, ignored: 9, quarantined },
  ...{ unanswered: none, flagged, waitingWebhooks: none, confirmations: none, refusedWebhooks: 9 },
})
const notification = (failed: number): NotificationOverview => ({
  emails: { queued: 9, sending: 9, sent: 9, failed },
  ...{ unsent: none, reports: none },
})

describe('what needs attention', () => {
  it('when nothing waits for a person, it is empty, however much is on its way', () => {
    expect(attentionOf({ order: order(0, 0, 0), payment: payment(0, 0), notification: notification(0) })).toEqual([])
  })

  it('when something waits for a person, it names it with the page and the filter that show it, money first', () => {
    const items = attentionOf({ order: order(2, 1, 3), payment: payment(1, 4), notification: notification(5) })
    expect(items).toEqual([
      { count: 1, what: 'flagged payment', place: { to: '/ops/payments', search: { flagged: true } } },
      { count: 4, what: 'quarantined webhooks', place: { to: '/ops/webhooks', search: { status: 'quarantined' } } },
      {
        count: 2,
        what: 'failed invoice jobs',
        place: { to: '/ops/processes', search: { status: 'error', job: 'invoice' } },
      },
      {
        count: 1,
        what: 'invoice message in the dead-letter queue',
        place: { to: '/ops/dead-letters', search: { queue: 'invoice' } },
      },
      { count: 3, what: 'parked events', place: { to: '/ops/outbox' } },
      { count: 5, what: 'failed e-mails', place: { to: '/ops/emails', search: { status: 'failed' } } },
    ])
  })

  it('when a service or the queue server does not answer, it tells of the others', () => {
    expect(attentionOf({ notification: notification(1) }).map(({ what }) => what)).toEqual(['failed e-mail'])
    expect(attentionOf({ order: { ...order(1, 1, 0), queues: null } }).map(({ what }) => what)).toEqual([
      'failed invoice job',
    ])
  })

  it('when several things wait on one page, it adds them up for that page', () => {
    const waiting = order(2, 0, 0)
    const items = attentionOf({ order: { ...waiting, jobs: [job('production', 3), job('invoice', 2)] } })
    expect(attentionByPage(items)).toEqual({ '/ops/processes': 5 })
  })
})
