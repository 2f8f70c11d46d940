import type { Currency, OrderSummary } from '@waybill/contracts'
import type { Orders } from '../../../../../services/order/src/repositories/orders.ts'
import type { OrderRow, OrderTables } from './order-tables.ts'

/** As `createOrders` of the order service. */
export function createOrdersInMemory({ orders, transitions, nowMs }: OrderTables): Orders {
  return {
    async insert({ foldedName: _, causeId, ...order }) {
      if (orders.get(order.id)) throw new Error('orders_pkey')
      const row = { ...order, status: 'created' as const, version: 1, createdMs: nowMs(), updatedMs: nowMs() }
      orders.put(row)
      const created = { from: null, to: row.status, cause: 'order-created', causeId }
      transitions.put({ orderId: row.id, version: row.version, ...created })
      return summaryOf(row)
    },

    async find(userId, orderId) {
      const row = orders.get(orderId)
      return row?.userId === userId ? summaryOf(row) : undefined
    },
  }
}

function summaryOf({ id, userId, name, status, totalMinor, customerName, version, ...row }: OrderRow): OrderSummary {
  const times = { createdAt: new Date(row.createdMs).toISOString(), updatedAt: new Date(row.updatedMs).toISOString() }
  return { id, userId, name, status, currency: row.currency as Currency, totalMinor, customerName, version, ...times }
}
