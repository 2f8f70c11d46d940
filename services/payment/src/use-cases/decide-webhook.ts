import type { WebhookEvent } from '@waybill/contracts'
import { webhookNotFound, webhookNotOpen } from '../domain/refusals.ts'
import type { Operations } from '../repositories/operations.ts'
import type { WebhookEvents } from '../repositories/webhook-events.ts'

export type WebhookDecision = { id: string; decision: 'reapply' | 'dismiss'; operator: string; reason: string }

type Deps = {
  operations: Pick<Operations, 'decideWebhook'>
  events: Pick<WebhookEvents, 'find'>
  newId: () => string
  reopened: () => void
}

/** An operator has a waiting or quarantined event applied now, or ignored for good. */
export function createDecideWebhook({ operations, events, newId, reopened }: Deps) {
  return async ({ id, decision, operator, reason }: WebhookDecision): Promise<WebhookEvent> => {
    const decided = await operations.decideWebhook(id, decision, { id: newId(), operator, reason })
    const event = await events.find(id)
    if (!event) throw webhookNotFound()
    if (!decided) throw webhookNotOpen(event.status)
    if (decision === 'reapply') reopened()
    return event
  }
}

export type DecideWebhook = ReturnType<typeof createDecideWebhook>
