import type { OrderStatus } from '@waybill/contracts'

/** Every allowed move of an order: the guard of the SQL, the diagram in the documentation and the tests come from here. */
export const orderMoves = {
  created: ['payment_pending', 'cancelled'],
  payment_pending: ['paid', 'payment_failed'],
  payment_failed: ['payment_pending', 'cancelled'],
  paid: [],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

/** The states from which an order may move to `to`. */
export function statesBefore(to: OrderStatus): OrderStatus[] {
  const states = Object.keys(orderMoves) as OrderStatus[]
  return states.filter((from) => (orderMoves[from] as readonly OrderStatus[]).includes(to))
}
