import { badSignature, invalidEvent } from '../domain/refusals.ts'
import { bodyHash, readBody, textOf } from '../domain/webhook-event.ts'
import { refusalOf, type SignedRequest } from '../domain/webhook-signature.ts'
import type { Payments } from '../repositories/payments.ts'
import type { RefusedWebhooks } from '../repositories/refused-webhooks.ts'
import type { NewWebhookEvent, WebhookEvents } from '../repositories/webhook-events.ts'

type Deps = {
  events: Pick<WebhookEvents, 'store'>
  payments: Pick<Payments, 'flag'>
  refused: Pick<RefusedWebhooks, 'add'>
  keys: readonly Uint8Array[]
  now: () => Date
  stored: () => void
  alert: (eventId: string, what: string) => void
}

/**
 * The provider's call: verified over the raw bytes, stored, and only then answered; applied after. A call that is not signed
 * leaves no row, only a note in memory. A signed one that cannot be read is kept for an operator, and refused.
 */
export function createReceiveWebhook(deps: Deps) {
  return async (request: SignedRequest): Promise<void> => {
    refuseUnlessSigned(request, deps)
    const event = toStore(request)
    const first = await deps.events.store(event)
    if (!first.sameBody) await contradicted(event, first.merchantReference, deps)
    if (event.status === 'quarantined') {
      deps.alert(event.eventId, event.reason ?? '')
      throw invalidEvent()
    }
    deps.stored()
  }
}

export type ReceiveWebhook = ReturnType<typeof createReceiveWebhook>

function refuseUnlessSigned(request: SignedRequest, { keys, refused, now }: Deps): void {
  const at = now()
  const refusal = refusalOf(keys, request, at)
  if (!refusal) return
  refused.add({ at: at.toISOString(), ...refusal })
  throw badSignature()
}

const provider = 'e-wallet'

function toStore({ id = '', body }: SignedRequest): NewWebhookEvent {
  const read = readBody(body)
  const nothingKnown = { eventType: null, merchantReference: null, occurredAt: null, reason: null }
  const kept = { ...nothingKnown, provider, eventId: id, body: textOf(body), bodySha256: bodyHash(body) }
  switch (read.kind) {
    case 'decision': {
      const { type: eventType, occurredAt, data } = read
      return { ...kept, eventType, occurredAt, merchantReference: data.merchantReference, status: 'received' }
    }
    case 'other-type':
      return { ...kept, eventType: read.type, occurredAt: read.occurredAt, status: 'ignored', reason: 'unknown type' }
    case 'unreadable':
      return { ...kept, status: 'quarantined', reason: read.reason }
    default:
      return read satisfies never
  }
}

/** One id is one event: when it has two bodies, every payment that they name is flagged. */
async function contradicted(event: NewWebhookEvent, firstReference: string | null, deps: Deps): Promise<void> {
  deps.alert(event.eventId, 'another body under a known id')
  for (const paymentId of new Set([firstReference, event.merchantReference])) {
    if (paymentId) await deps.payments.flag(paymentId, 'another-webhook-body')
  }
}
