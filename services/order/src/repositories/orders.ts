import type { OrderSummary } from '@waybill/contracts'
import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import type { DraftOrder } from '../domain/new-order.ts'
import { type OrderRow, orderColumns, toSummary } from './rows.ts'

export type NewOrderRow = DraftOrder & { foldedName: string; causeId: string }

export function createOrders(db: Sql) {
  return {
    /** The order with its items and its first transition: one statement, all or nothing. `trx` joins it to a caller's transaction. */
    async insert(order: NewOrderRow, trx: Sql = db): Promise<OrderSummary> {
      const { rows } = await sql<OrderRow>`
        with o as (
          insert into orders (id, user_id, name, folded_name, status, currency, total_minor, customer_name, customer_email)
          values (${order.id}, ${order.userId}, ${order.name}, ${order.foldedName}, 'created', ${order.currency},
            ${order.totalMinor}, ${order.customerName}, ${order.customerEmail})
          returning *
        ), i as (
          insert into order_items (order_id, position, sku, name, quantity, unit_price_minor)
          select o.id, item.position, item.sku, item.name, item.quantity, item."unitPriceMinor"
          from o, jsonb_to_recordset(${JSON.stringify(numbered(order.items))}::jsonb)
            as item (position smallint, sku text, name text, quantity integer, "unitPriceMinor" bigint)
        ), t as (
          insert into order_transitions (order_id, version, from_status, to_status, cause, cause_id)
          select id, version, null, status, 'order-created', ${order.causeId} from o
        )
        select ${orderColumns} from o`.execute(trx)
      return toSummary(rows[0] as OrderRow)
    },

    /** The order, if it is this user's. */
    async find(userId: string, orderId: string): Promise<OrderSummary | undefined> {
      const row = await oneRow(
        sql<OrderRow>`select ${orderColumns} from orders o where o.id = ${orderId} and o.user_id = ${userId}`,
        db,
      )
      return row && toSummary(row)
    },
  }
}

export type Orders = ReturnType<typeof createOrders>

const numbered = (items: DraftOrder['items']) => items.map((item, index) => ({ ...item, position: index + 1 }))
