import type { PaymentSummary } from '@waybill/contracts'
import type { ProviderAnswer } from '../domain/provider-answer.ts'
import type { Payments } from '../repositories/payments.ts'
import type { SettlePayment } from './settle-payment.ts'

type Deps = {
  payments: Pick<Payments, 'submitted' | 'flag' | 'leaveAlone'>
  settlePayment: SettlePayment
  nextAskSeconds: () => number
}

/** Applies what the provider says of a payment: the end of it, that it has it, or that the figures differ. */
export function createTakeAnswer({ payments, settlePayment, nextAskSeconds }: Deps) {
  return async (payment: PaymentSummary, answer: ProviderAnswer, cause: 'reconcile' | 'submit'): Promise<void> => {
    switch (answer.kind) {
      case 'decided': {
        const { outcome, providerPaymentId, failureReason, decidedAt } = answer
        const end = { to: outcome, providerPaymentId, failureReason, occurredAt: decidedAt, cause }
        await settlePayment(payment, { ...end, causeId: providerPaymentId })
        return
      }
      case 'undecided':
        return payments.submitted({ ...answer, id: payment.id, nextAskSeconds: nextAskSeconds() })
      case 'mismatch':
        await payments.submitted({ id: payment.id, providerPaymentId: null, nextAskSeconds: nextAskSeconds() })
        return payments.flag(payment.id, `provider-mismatch: ${answer.detail}`)
      case 'unknown':
        return answer.retryAfterMs ? payments.leaveAlone(payment.id, answer.retryAfterMs) : undefined
      case 'none':
        return
      default:
        return answer satisfies never
    }
  }
}

export type TakeAnswer = ReturnType<typeof createTakeAnswer>
