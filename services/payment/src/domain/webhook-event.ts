import { createHash } from 'node:crypto'
import { type PaymentOutcome, type PaymentWebhookEvent, paymentWebhookEvent, webhookEnvelope } from '@waybill/contracts'

/** An event that decides a payment. */
export type Decision = {
  kind: 'decision'
  type: PaymentWebhookEvent['type']
  outcome: PaymentOutcome
  failureReason: string | null
  data: PaymentWebhookEvent['data']
  occurredAt: string
}

/** What a signed body turns out to be. Times are UTC. */
export type ReadBody =
  | Decision
  | { kind: 'other-type'; type: string; occurredAt: string }
  | { kind: 'unreadable'; reason: string }

const outcomes = { 'payment.succeeded': 'succeeded', 'payment.failed': 'failed' } as const

/** Reads a signed body strictly: UTF-8, JSON, schema. What cannot be read is told apart from what is only unknown. */
export function readBody(bytes: Uint8Array): ReadBody {
  const envelope = webhookEnvelope.safeParse(jsonOf(bytes))
  if (!envelope.success) return { kind: 'unreadable', reason: 'not an event' }
  const { type, timestamp } = envelope.data
  const occurredAt = utcOf(timestamp)
  if (occurredAt === undefined) return { kind: 'unreadable', reason: 'not of our time' }
  if (!Object.hasOwn(outcomes, type)) return { kind: 'other-type', type, occurredAt }
  const event = paymentWebhookEvent.safeParse(envelope.data)
  return event.success ? decisionOf(event.data, occurredAt) : { kind: 'unreadable', reason: `not a ${type} event` }
}

function decisionOf({ type, data }: PaymentWebhookEvent, occurredAt: string): Decision {
  const failureReason = type === 'payment.failed' ? (data.failureReason ?? 'declined') : null
  return { kind: 'decision', type, outcome: outcomes[type], failureReason, data, occurredAt }
}

/** The body as text that PostgreSQL can hold: it has no NUL, and neither has JSON. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replaceAll('\0', '\uFFFD')

/** By which another body under a known id is told from the first one. */
export const bodyHash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** The same moment as PostgreSQL takes it, which knows fewer offsets than ISO 8601; nothing for one before 1970 or after 9999. */
function utcOf(time: string): string | undefined {
  const utc = new Date(time).toISOString()
  return /^(19[7-9]|[2-9]\d\d)\d-/.test(utc) ? utc : undefined
}
