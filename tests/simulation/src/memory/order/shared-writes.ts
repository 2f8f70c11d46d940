import { encodeOrderProcessEvent, type OrderProcessEvent, type OrderStatus } from '@waybill/contracts'
import type { OrderRow, OrderTables } from './order-tables.ts'

/** Raises the order's version; the row as it is then. */
export function raised(tables: OrderTables, order: OrderRow, status: OrderStatus = order.status): OrderRow {
  const after = { ...order, status, version: order.version + 1, updatedMs: tables.nowMs() }
  tables.orders.put(after)
  return after
}

/** A move of the order with its transition. */
export function moved(
  tables: OrderTables,
  order: OrderRow,
  to: OrderStatus,
  { cause, causeId }: { cause: string; causeId: string },
): OrderRow {
  const after = raised(tables, order, to)
  tables.transitions.put({ orderId: order.id, version: after.version, from: order.status, to, cause, causeId })
  return after
}

export function writeEvent(tables: OrderTables, order: OrderRow, event: OrderProcessEvent): void {
  tables.outbox.put({
    ...{ id: event.id, seq: tables.nextSeq(), aggregateId: order.id, aggregateVersion: order.version },
    ...{ eventType: event.type, payload: encodeOrderProcessEvent(event), nextAttemptMs: tables.nowMs(), attempts: 0 },
    attributes: event.traceparent === undefined ? {} : { traceparent: event.traceparent },
    ...{ claimedBy: null, claimedUntilMs: null, publishedMs: null, parkedMs: null, lastError: null },
  })
}
