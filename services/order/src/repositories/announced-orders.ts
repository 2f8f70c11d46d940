import { type Currency, encodeOrderProcessEvent, type OrderItem, type OrderProcessEvent } from '@waybill/contracts'
import { iso } from '@waybill/postgres'
import { type RawBuilder, sql } from 'kysely'
import type { AnnouncedOrder } from '../domain/announcement.ts'

export type AnnouncedRow = Omit<AnnouncedOrder, 'createdAt' | 'currency'> & { currency: string; createdAt: Date }

/** The columns of an order `o` as events carry it; none of them ever changes. */
export const announcedColumns = sql`
  o.id, o.user_id as "userId", o.name, o.customer_name as "customerName", o.customer_email as "customerEmail",
  o.currency, o.total_minor as "totalMinor", o.created_at as "createdAt",
  (select json_agg(json_build_object('sku', sku, 'name', name, 'quantity', quantity, 'unitPriceMinor', unit_price_minor)
    order by position) from order_items where order_id = o.id) as items`

export const toAnnounced = (row: AnnouncedRow): AnnouncedOrder => ({
  id: row.id,
  userId: row.userId,
  name: row.name,
  customerName: row.customerName,
  customerEmail: row.customerEmail,
  currency: row.currency as Currency,
  totalMinor: row.totalMinor,
  items: row.items as OrderItem[],
  createdAt: iso(row.createdAt),
})

/** A CTE that writes the event's outbox row under the order's new version; `m` is a CTE with the order's `id` and `version`. */
export function outboxRow(event: OrderProcessEvent): RawBuilder<unknown> {
  const attributes = event.traceparent === undefined ? {} : { traceparent: event.traceparent }
  return sql`x as (
    insert into outbox (id, aggregate_type, aggregate_id, aggregate_version, event_type, payload, attributes)
    select ${event.id}, 'order', m.id, m.version, ${event.type}, ${encodeOrderProcessEvent(event)},
      ${JSON.stringify(attributes)}::jsonb from m
  )`
}
