import { webhooksOf } from '../domain/deliveries.ts'
import { failureReasonOf } from '../domain/outcome.ts'
import { webhookBody } from '../domain/webhook-body.ts'
import type { KnownPayment } from '../repositories/payments.ts'
import type { Webhooks } from '../repositories/webhooks.ts'

type Deps = {
  webhooks: Pick<Webhooks, 'decide'>
  newEventId: () => string
  now: () => Date
  random: () => number
  lateMs: number
  decided: () => void
}

/** Decides a payment and writes the webhooks that tell of it, in one statement; once, however often it is called. */
export function createDecidePayment(deps: Deps) {
  return async (payment: KnownPayment): Promise<void> => {
    const { outcome, scenario } = payment
    const eventIds = [deps.newEventId(), deps.newEventId()]
    const timestamp = deps.now().toISOString()
    const planned = webhooksOf(outcome, scenario, deps).map(({ event, type, variant, delayMs }) => ({
      ...{ type, variant, delayMs, eventId: eventIds[event] ?? '' },
      body: webhookBody(payment, type, timestamp, failureReasonOf(outcome)),
    }))
    if (await deps.webhooks.decide(payment.paymentRequestId, planned)) deps.decided()
  }
}

export type DecidePayment = ReturnType<typeof createDecidePayment>
