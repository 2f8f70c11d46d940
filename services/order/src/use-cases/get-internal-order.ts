import type { InternalOrder } from '@waybill/contracts'
import { orderNotFound } from '../domain/refusals.ts'
import { timelineOf } from '../domain/timeline.ts'
import type { OrderHistory } from '../repositories/order-history.ts'

/** The order with everything, error texts of neighbours included. */
export function createGetInternalOrder(deps: { history: Pick<OrderHistory, 'findWithProcesses'> }) {
  return async (userId: string, orderId: string): Promise<InternalOrder> => {
    const order = await deps.history.findWithProcesses(userId, orderId)
    if (!order) throw orderNotFound()
    const { summary, customerEmail, items, checkouts, processes, entries } = order
    return { ...summary, customerEmail, items, checkouts, processes, timeline: timelineOf(entries) }
  }
}

export type GetInternalOrder = ReturnType<typeof createGetInternalOrder>
