import type { PaymentOutcome, PaymentStatus } from '@waybill/contracts'

/** Every allowed move of a payment. What has ended stays ended: no webhook leads out of a final state. */
export const paymentMoves = {
  submitting: ['pending', 'succeeded', 'failed', 'expired'],
  pending: ['succeeded', 'failed', 'expired'],
  succeeded: [],
  failed: [],
  expired: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>

export type FinalStatus = 'succeeded' | 'failed' | 'expired'

/** The states from which a payment may move to `to`. */
export function statesBefore(to: PaymentStatus): PaymentStatus[] {
  const states = Object.keys(paymentMoves) as PaymentStatus[]
  return states.filter((from) => (paymentMoves[from] as readonly PaymentStatus[]).includes(to))
}

/** Whether a payment has ended, and how the order is to see it. */
export function outcomeOf(status: PaymentStatus): PaymentOutcome | undefined {
  switch (status) {
    case 'succeeded':
      return 'succeeded'
    case 'failed':
    case 'expired':
      return 'failed'
    case 'submitting':
    case 'pending':
      return undefined
    default:
      return status satisfies never
  }
}
