import type { OrderDetails } from '@waybill/contracts'
import { describeFailure } from '../../format/failure.ts'
import { failureSentence } from './failure-words.ts'

type Asking = { isAsking: boolean; unansweredBecause: unknown; refusal: unknown }

/** How the payment stands, in a sentence or two. */
export function paymentText(order: Pick<OrderDetails, 'status' | 'timeline'>, asking: Asking): string {
  if (asking.unansweredBecause)
    return 'Still asking for the payment: there is no answer yet. It goes on by itself, and you pay only once.'
  if (asking.isAsking) return 'Asking for the payment…'
  switch (order.status) {
    case 'created':
      return asking.refusal ? describeFailure(asking.refusal).detail : 'This order has not been paid yet.'
    case 'payment_pending':
      return 'Waiting for the payment provider. You can leave this page; it goes on without you.'
    case 'payment_failed':
      return `${failureSentence(lastReason(order))} Nothing was charged. You can try again.`
    case 'paid':
      return 'Thank you! Your payment has arrived.'
    case 'cancelled':
      return 'This order was cancelled. There is nothing to pay.'
    default:
      return order.status satisfies never
  }
}

function lastReason({ timeline }: Pick<OrderDetails, 'timeline'>): string | null {
  const end = timeline.findLast(
    (entry) => entry.kind === 'payment' && (entry.fact === 'failed' || entry.fact === 'refused'),
  )
  return end?.kind === 'payment' ? end.failureReason : null
}
