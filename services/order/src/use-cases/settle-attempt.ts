import type { CheckoutAccepted, PaymentConfirmed } from '@waybill/contracts'
import type { PaymentRequested } from '../domain/payment-requested.ts'
import { paymentRefused } from '../domain/refusals.ts'
import type { Attempt, Checkouts } from '../repositories/checkouts.ts'
import type { PaymentEnded } from './confirm-payment.ts'

type Deps = {
  checkouts: Pick<Checkouts, 'accept' | 'leaveAlone'>
  requestPayment: (attempt: Attempt) => Promise<PaymentRequested>
  confirmPayment: (ended: PaymentEnded) => Promise<PaymentConfirmed>
}

/**
 * Asks payment for an attempt that is already committed; the attempt's id is the key, so asking again is harmless. A refusal
 * ends the attempt and is thrown. When the outcome is unknown the attempt stays open, and a later try finishes it.
 */
export function createSettleAttempt({ checkouts, requestPayment, confirmPayment }: Deps) {
  return async (attempt: Attempt): Promise<CheckoutAccepted> => {
    if (attempt.outcome === 'refused') throw paymentRefused()
    if (attempt.paymentId) return accepted(attempt.orderId, attempt.paymentId, attempt.paymentStatus ?? 'submitting')
    const requested = await requestPayment(attempt)
    switch (requested.kind) {
      case 'accepted':
        await checkouts.accept({ ...attempt, paymentId: requested.paymentId, paymentStatus: requested.status })
        return accepted(attempt.orderId, requested.paymentId, requested.status)
      case 'refused':
        await confirmPayment({ ...endOf(attempt), failureReason: requested.code })
        throw paymentRefused()
      case 'unknown':
        if (requested.retryAfterMs) await checkouts.leaveAlone(attempt.id, requested.retryAfterMs)
        return accepted(attempt.orderId, null, 'requested')
      default:
        return requested satisfies never
    }
  }
}

export type SettleAttempt = ReturnType<typeof createSettleAttempt>

const accepted = (orderId: string, id: string | null, status: string): CheckoutAccepted => ({
  orderId,
  status: 'payment_pending',
  payment: { id, status },
})

const endOf = ({ id, userId, orderId }: Attempt) => ({
  ...{ userId, orderId, checkoutId: id, paymentId: null },
  outcome: 'refused' as const,
})
