import type { WebhookEvent, WebhookStatus } from '@waybill/contracts'
import { iso, isoOrNull, oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { dated, operatorActions } from './rows.ts'

export type NewWebhookEvent = {
  provider: string
  eventId: string
  eventType: string | null
  merchantReference: string | null
  occurredAt: string | null
  body: string
  bodySha256: Uint8Array
  status: 'received' | 'ignored' | 'quarantined'
  reason: string | null
}

export type DueEvent = { id: string; eventId: string; body: string; attempts: number; orderId: string | null }

type EventRow = Omit<WebhookEvent, 'occurredAt' | 'receivedAt' | 'processedAt' | 'nextAttemptAt'> & {
  occurredAt: Date | null
  receivedAt: Date
  processedAt: Date | null
  nextAttemptAt: Date | null
}

/** An applier that dies gives its events up after this. */
const leaseSeconds = 15

const eventColumns = sql`
  e.id, e.event_id as "eventId", e.event_type as "eventType", e.merchant_reference as "merchantReference",
  p.order_id as "orderId", p.user_id as "userId", e.status, e.reason, e.deliveries, e.attempts, e.occurred_at as "occurredAt", e.received_at as "receivedAt",
  e.processed_at as "processedAt", e.next_attempt_at as "nextAttemptAt",
  ${operatorActions('webhook_event_id = e.id')}`

const ofPayment = sql`left join payments p on p.id = e.merchant_reference`

const toEvent = (row: EventRow): WebhookEvent => ({
  ...row,
  occurredAt: isoOrNull(row.occurredAt),
  receivedAt: iso(row.receivedAt),
  processedAt: isoOrNull(row.processedAt),
  nextAttemptAt: isoOrNull(row.nextAttemptAt),
  operatorActions: row.operatorActions.map(dated),
})

export function createWebhookEvents(db: Sql) {
  return {
    /**
     * Keeps an event once, however often it is delivered. Another body under a known id is kept beside the first and
     * quarantines the event. Returns whether the body is the one that came first, and the reference in that one.
     */
    async store(event: NewWebhookEvent): Promise<{ sameBody: boolean; merchantReference: string | null }> {
      const { rows } = await sql<{ sameBody: boolean; merchantReference: string | null }>`
          insert into webhook_events as e (provider, event_id, event_type, merchant_reference, occurred_at, body,
            body_sha256, status, reason, next_attempt_at)
          values (${event.provider}, ${event.eventId}, ${event.eventType}, ${event.merchantReference},
            ${event.occurredAt}::timestamptz, ${event.body}, ${event.bodySha256}, ${event.status}, ${event.reason},
            case when ${event.status} = 'received' then now() end)
          on conflict (provider, event_id) do update set deliveries = e.deliveries + 1,
            other_body = case when e.body_sha256 = excluded.body_sha256 then e.other_body else excluded.body end,
            status = case when e.body_sha256 = excluded.body_sha256 then e.status else 'quarantined' end,
            reason = case when e.body_sha256 = excluded.body_sha256 then e.reason else 'another body under a known id' end,
            next_attempt_at = case when e.body_sha256 = excluded.body_sha256 then e.next_attempt_at end
          returning (e.body_sha256 = ${event.bodySha256}) as "sameBody", e.merchant_reference as "merchantReference"`.execute(
        db,
      )
      return rows[0] ?? { sameBody: true, merchantReference: event.merchantReference }
    },

    /** Events that are due to be applied, each leased. Safe with many replicas. */
    async takeDue(limit: number): Promise<DueEvent[]> {
      const { rows } = await sql<DueEvent>`
        with due as (
          select id from webhook_events where status in ('received', 'waiting_for_payment') and next_attempt_at <= now()
          order by next_attempt_at limit ${limit} for update skip locked
        )
        update webhook_events e set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${leaseSeconds})
        from due where e.id = due.id
        returning e.id, e.event_id as "eventId", e.body, e.attempts,
          (select order_id from payments where id = e.merchant_reference) as "orderId"`.execute(db)
      return rows
    },

    /** The event is tried again after a pause; nothing changes when it is no longer open. */
    async postpone(
      id: string,
      status: 'received' | 'waiting_for_payment',
      reason: string,
      pauseSeconds: number,
    ): Promise<void> {
      await sql`
        update webhook_events set status = ${status}, reason = ${reason},
          next_attempt_at = now() + make_interval(secs => ${pauseSeconds})
        where id = ${id} and status in ('received', 'waiting_for_payment')`.execute(db)
    },

    /** The event is done, for good or until an operator looks at it. */
    async close(id: string, status: 'processed' | 'quarantined', reason: string | null): Promise<void> {
      await sql`
        update webhook_events set status = ${status}, reason = ${reason}, next_attempt_at = null,
          processed_at = case when ${status} = 'processed' then now() end
        where id = ${id} and status in ('received', 'waiting_for_payment')`.execute(db)
    },

    async find(id: string): Promise<WebhookEvent | undefined> {
      const row = await oneRow(
        sql<EventRow>`select ${eventColumns} from webhook_events e ${ofPayment} where e.id = ${id}`,
        db,
      )
      return row && toEvent(row)
    },

    /** Newest first. `total` stops at 1,001. */
    async page(
      status: WebhookStatus | undefined,
      limit: number,
      offset: number,
    ): Promise<{ total: number; data: WebhookEvent[] }> {
      const ofStatus = status ? sql`where e.status = ${status}` : sql``
      const { rows } = await sql<EventRow>`
        select ${eventColumns} from (
          select * from webhook_events e ${ofStatus}
          order by e.received_at desc, e.id desc limit ${limit} offset ${offset}
        ) e ${ofPayment} order by e.received_at desc, e.id desc`.execute(db)
      const counted = await oneRow(
        sql<{ total: number }>`
          select count(*)::int as total from (select 1 from webhook_events e ${ofStatus} limit 1001) counted`,
        db,
      )
      return { total: counted?.total ?? 0, data: rows.map(toEvent) }
    },
  }
}

export type WebhookEvents = ReturnType<typeof createWebhookEvents>
