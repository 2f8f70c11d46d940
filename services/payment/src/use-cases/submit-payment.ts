import type { PaymentSummary } from '@waybill/contracts'
import type { ProviderAnswer, Submitted } from '../domain/provider-answer.ts'
import type { SettlePayment } from './settle-payment.ts'
import type { TakeAnswer } from './take-answer.ts'

type Deps = {
  submit: (payment: PaymentSummary) => Promise<Submitted>
  ask: (payment: PaymentSummary) => Promise<ProviderAnswer>
  takeAnswer: TakeAnswer
  settlePayment: SettlePayment
  now: () => Date
}

/**
 * Submits a committed payment to the provider under its own id as key, so that submitting again is harmless. A refusal ends
 * the payment only when the provider, asked by reference, does not know it or says failed, and nobody else has moved it meanwhile.
 * Without an answer nothing changes; nor by a conflict, for what is under way under our key may still bring money.
 */
export function createSubmitPayment(deps: Deps) {
  return async (payment: PaymentSummary): Promise<void> => {
    const submitted = await deps.submit(payment)
    if (submitted.kind !== 'refused') return deps.takeAnswer(payment, submitted, 'submit')
    const answer = await deps.ask(payment)
    if (answer.kind !== 'none') return deps.takeAnswer(payment, answer, 'submit')
    if (submitted.isConflict) return
    await deps.settlePayment(payment, {
      ...{ to: 'failed', providerPaymentId: null, failureReason: 'refused-by-provider' },
      ...{ occurredAt: deps.now().toISOString(), cause: 'submit', causeId: submitted.code },
      ifVersion: payment.version,
    })
  }
}

export type SubmitPayment = ReturnType<typeof createSubmitPayment>
