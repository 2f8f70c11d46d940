import type { DeadLetter } from '@waybill/contracts'
import { OrderIdLink } from '../../components/order-id-link.tsx'

/** The order that a message is about, where it is known. */
export function OrderOfLetter({ letter: { orderId, userId } }: { letter: DeadLetter }) {
  if (orderId === null) return 'not known'
  if (userId === null) return orderId
  return <OrderIdLink userId={userId} orderId={orderId} />
}
