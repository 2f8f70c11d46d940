import type { PaymentSummary } from '@waybill/contracts'
import type { ProviderAnswer } from '../domain/provider-answer.ts'
import { giveUpAfterSeconds, lastSubmitSeconds, reconcilePause } from '../domain/schedules.ts'
import type { Reconciliations, Unanswered } from '../repositories/reconciliations.ts'
import type { SettlePayment } from './settle-payment.ts'
import type { SubmitPayment } from './submit-payment.ts'
import type { TakeAnswer } from './take-answer.ts'

type Deps = {
  reconciliations: Pick<Reconciliations, 'askAgain'>
  ask: (payment: PaymentSummary) => Promise<ProviderAnswer>
  takeAnswer: TakeAnswer
  settlePayment: SettlePayment
  submitPayment: SubmitPayment
  scheduleSeconds: readonly number[]
  random: () => number
  now: () => Date
}

/**
 * Asks the provider about a payment without an answer. Only an answer that does not end it moves on in the schedule; an ask
 * that failed is repeated when the payment is due again.
 */
export function createReconcilePayment(deps: Deps) {
  return async (payment: Unanswered): Promise<void> => {
    const answer = await deps.ask(payment)
    await deps.takeAnswer(payment, answer, 'reconcile')
    if (answer.kind === 'undecided' || answer.kind === 'mismatch') return again(payment, payment.step + 1, deps)
    if (answer.kind === 'none') return unknownToProvider(payment, deps)
  }
}

/** A payment that the provider never got is submitted again, as new; after a day no money can come for it any more. */
async function unknownToProvider(payment: Unanswered, deps: Deps): Promise<void> {
  if (payment.ageSeconds >= giveUpAfterSeconds) {
    await deps.settlePayment(payment, {
      ...{ to: 'expired', providerPaymentId: null, failureReason: 'expired' },
      ...{ occurredAt: deps.now().toISOString(), cause: 'reconcile', causeId: 'expired' },
    })
    return
  }
  if (payment.status === 'pending' && payment.ageSeconds < lastSubmitSeconds) await deps.submitPayment(payment)
  await again(payment, 0, deps)
}

function again({ id }: Unanswered, step: number, { reconciliations, scheduleSeconds, random }: Deps): Promise<void> {
  return reconciliations.askAgain(id, step, reconcilePause(scheduleSeconds, step, random))
}
