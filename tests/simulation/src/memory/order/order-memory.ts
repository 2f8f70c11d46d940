import type { Processes } from '../../../../../services/order/src/repositories/processes.ts'
import { createKeysInMemory } from '../idempotency-keys.ts'
import { createOutboxInMemory } from '../outbox-rows.ts'
import { createCheckoutsInMemory } from './checkouts.ts'
import { createJobsInMemory } from './jobs.ts'
import { createOrderTables, type OrderTables } from './order-tables.ts'
import { createOrdersInMemory } from './orders.ts'
import { createPaymentFactsInMemory } from './payment-facts.ts'

export type OrderMemory = ReturnType<typeof createOrderMemory>

/** The order service's database: its tables and its repositories over them. Each call is atomic, as its statement is. */
export function createOrderMemory(nowMs: () => number) {
  const tables = createOrderTables(nowMs)
  return {
    tables,
    orders: createOrdersInMemory(tables),
    checkouts: createCheckoutsInMemory(tables),
    facts: createPaymentFactsInMemory(tables),
    jobs: createJobsInMemory(tables),
    processes: createProcessesInMemory(tables),
    outbox: createOutboxInMemory(tables.outbox, nowMs, tables.lastSeq),
    keys: createKeysInMemory(tables.keys, nowMs),
  }
}

function createProcessesInMemory({ processes, orders }: OrderTables): Pick<Processes, 'orderOf'> {
  return {
    async orderOf(processId) {
      const order = orders.get(processes.get(processId)?.orderId ?? '')
      return order && { orderId: order.id, userId: order.userId }
    },
  }
}
