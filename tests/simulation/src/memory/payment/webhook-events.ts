import type { WebhookEvents } from '../../../../../services/payment/src/repositories/webhook-events.ts'
import { due } from '../table.ts'
import { isWaiting, type PaymentTables, type WebhookRow } from './payment-tables.ts'

type Written = Pick<WebhookEvents, 'store' | 'takeDue' | 'postpone' | 'close'>

const leaseMs = 15_000

/** As `createWebhookEvents` of the payment service, without what only operators look at. The database makes its ids. */
export function createWebhookEventsInMemory(tables: PaymentTables, newId: () => string): Written {
  const { events, payments, nowMs } = tables

  function change(id: string, changes: Partial<WebhookRow>): void {
    const row = events.get(id)
    if (row && isWaiting(row)) events.put({ ...row, ...changes })
  }

  return {
    async store({ bodySha256, ...event }) {
      const hash = Buffer.from(bodySha256).toString('hex')
      const [known] = events.ofProvider(`${event.provider} ${event.eventId}`)
      if (known) {
        const deliveries = known.deliveries + 1
        const sameBody = known.bodySha256 === hash
        const poisoned = {
          status: 'quarantined' as const,
          reason: 'another body under a known id',
          nextAttemptMs: null,
        }
        events.put({ ...known, deliveries, ...(!sameBody && poisoned) })
        return { sameBody, merchantReference: known.merchantReference }
      }
      const { provider, eventId, merchantReference, body, status, reason } = event
      const nextAttemptMs = status === 'received' ? nowMs() : null
      const stored = { provider, eventId, merchantReference, body, bodySha256: hash, status, reason, nextAttemptMs }
      events.put({ id: newId(), deliveries: 1, attempts: 0, ...stored })
      return { sameBody: true, merchantReference }
    },

    async takeDue(limit) {
      return due(events.waiting(), (row) => row.nextAttemptMs, nowMs(), limit).map((row) => {
        const attempts = row.attempts + 1
        events.put({ ...row, attempts, nextAttemptMs: nowMs() + leaseMs })
        const orderId = payments.get(row.merchantReference ?? '')?.orderId ?? null
        return { id: row.id, eventId: row.eventId, body: row.body, attempts, orderId }
      })
    },

    async postpone(id, status, reason, pauseSeconds) {
      change(id, { status, reason, nextAttemptMs: nowMs() + pauseSeconds * 1_000 })
    },

    async close(id, status, reason) {
      change(id, { status, reason, nextAttemptMs: null })
    },
  }
}
