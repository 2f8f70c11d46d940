import type { OrderDetails } from '@waybill/contracts'
import { orderNotFound } from '../domain/refusals.ts'
import { publicTimelineOf } from '../domain/timeline.ts'
import type { OrderHistory } from '../repositories/order-history.ts'

/** The order as its shopper may see it. Another user's order is as unknown as one that does not exist. */
export function createGetOrder(deps: { history: Pick<OrderHistory, 'find'> }) {
  return async (userId: string, orderId: string): Promise<OrderDetails> => {
    const order = await deps.history.find(userId, orderId)
    if (!order) throw orderNotFound()
    return { ...order.summary, items: order.items, timeline: publicTimelineOf(order.entries) }
  }
}

export type GetOrder = ReturnType<typeof createGetOrder>
