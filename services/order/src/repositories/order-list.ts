import type { OrderStatus, OrderSummary } from '@waybill/contracts'
import { countedAtMost } from '@waybill/contracts'
import type { Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { momentOf } from './moment.ts'
import { type OrderRow, orderColumns, toSummary } from './rows.ts'

/** `olderThan`: created before this time, RFC 3339. */
export type OrderFilter = {
  orderId?: string | undefined
  status?: OrderStatus | undefined
  olderThan?: string | undefined
}

/**
 * Orders of all users, newest first. Ids are UUIDv7, made just before the row, so the primary key is the time order, to the
 * clocks of our replicas; an index on status or time would be written with every move of an order.
 */
export function createOrderList(db: Sql) {
  return {
    /** `total` stops at `countedAtMost` + 1. */
    async page(filter: OrderFilter, limit: number, offset: number): Promise<{ total: number; data: OrderSummary[] }> {
      const { rows } = await sql<OrderRow & { total: number; id: string | null }>`
        with hits as materialized (
          select id from orders where ${matches(filter)}
          order by id desc limit ${Math.max(countedAtMost + 1, offset + limit)}
        ), page as (select id from hits order by id desc limit ${limit} offset ${offset})
        select (select count(*)::int from (select 1 from hits limit ${countedAtMost + 1}) counted) as total, ${orderColumns}
        from (select 1) one left join page on true left join orders o on o.id = page.id
        order by o.id desc`.execute(db)
      return { total: rows[0]?.total ?? 0, data: rows.filter((row) => row.id !== null).map(toSummary) }
    },
  }
}

export type OrderList = ReturnType<typeof createOrderList>

const matches = ({ orderId, status, olderThan }: OrderFilter) => sql`
  true ${orderId ? sql`and id = ${orderId}` : sql``} ${status ? sql`and status = ${status}` : sql``}
  ${olderThan ? sql`and created_at < ${momentOf(olderThan)}` : sql``}`
