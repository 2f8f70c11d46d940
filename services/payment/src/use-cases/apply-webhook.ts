import type { PaymentSummary } from '@waybill/contracts'
import { outcomeOf } from '../domain/payment.ts'
import { mismatchOf, type ProviderAnswer } from '../domain/provider-answer.ts'
import { unconfirmedPause, waitingLongAttempt, waitingPause } from '../domain/schedules.ts'
import { type Decision, readBody } from '../domain/webhook-event.ts'
import type { Payments } from '../repositories/payments.ts'
import type { DueEvent, WebhookEvents } from '../repositories/webhook-events.ts'
import type { SettlePayment } from './settle-payment.ts'

type Deps = {
  events: Pick<WebhookEvents, 'postpone' | 'close'>
  payments: Pick<Payments, 'find' | 'flag'>
  ask: (payment: PaymentSummary) => Promise<ProviderAnswer>
  settlePayment: SettlePayment
  alert: (eventId: string, what: string) => void
}

/**
 * Applies one stored event to its payment. An event of an unknown payment waits; one that does not fit is quarantined and its
 * payment flagged; nothing that has ended moves again; and a failure counts only when the provider, asked, says so too.
 */
export function createApplyWebhook(deps: Deps) {
  return async (due: DueEvent): Promise<void> => {
    const decision = readBody(new TextEncoder().encode(due.body))
    if (decision.kind !== 'decision') return deps.events.close(due.id, 'quarantined', 'decides no payment')
    const payment = await deps.payments.find(decision.data.merchantReference)
    if (!payment) return wait(due, deps)
    const mismatch = mismatchOf(payment, decision.data)
    if (mismatch) return quarantine(due, payment, `webhook-mismatch: ${mismatch}`, deps)
    const ended = outcomeOf(payment.status)
    if (ended === decision.outcome) return deps.events.close(due.id, 'processed', null)
    if (ended) return quarantine(due, payment, `webhook-says-${decision.outcome}-after-${payment.status}`, deps)
    if (decision.outcome === 'failed') return confirmFailure(due, payment, decision, deps)
    return settle(due, payment, decision, deps)
  }
}

/** `failed` is final, and a shopper who pays again must not pay twice: so the provider is asked first. */
async function confirmFailure(due: DueEvent, payment: PaymentSummary, decision: Decision, deps: Deps): Promise<void> {
  const answer = await deps.ask(payment)
  if (answer.kind === 'mismatch') return quarantine(due, payment, `provider-mismatch: ${answer.detail}`, deps)
  if (answer.kind !== 'decided') {
    return deps.events.postpone(due.id, 'received', 'not confirmed by the provider', unconfirmedPause(due.attempts))
  }
  const { outcome, providerPaymentId, failureReason, decidedAt } = answer
  if (outcome === 'failed') return settle(due, payment, decision, deps)
  const end = { to: outcome, providerPaymentId, failureReason, occurredAt: decidedAt }
  await deps.settlePayment(payment, { ...end, cause: 'reconcile', causeId: providerPaymentId })
  return quarantine(due, payment, 'webhook-says-failed-provider-says-succeeded', deps)
}

async function settle(due: DueEvent, payment: PaymentSummary, decision: Decision, deps: Deps): Promise<void> {
  const { outcome, failureReason, occurredAt, data } = decision
  const end = { to: outcome, providerPaymentId: data.paymentRequestId, failureReason, occurredAt }
  const cause = { cause: 'webhook', causeId: due.eventId, webhookEventId: due.id } as const
  const moved = await deps.settlePayment(payment, { ...end, ...cause })
  if (!moved) await deps.events.postpone(due.id, 'received', 'the payment moved meanwhile', 0)
}

function wait(due: DueEvent, { events, alert }: Deps): Promise<void> {
  if (due.attempts === waitingLongAttempt) alert(due.eventId, 'there is still no payment for this event')
  return events.postpone(due.id, 'waiting_for_payment', 'no such payment yet', waitingPause(due.attempts))
}

async function quarantine(due: DueEvent, payment: PaymentSummary, reason: string, deps: Deps): Promise<void> {
  deps.alert(due.eventId, reason)
  await deps.payments.flag(payment.id, reason)
  await deps.events.close(due.id, 'quarantined', reason)
}
