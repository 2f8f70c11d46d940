import type { Outcome } from './behaviour.ts'
import type { Envelope, Header, IncomingMail } from './mail.ts'

/** One line of the journal: one mail that was sent to us to its last byte, and what became of it. */
export type Delivery = {
  id: string
  messageId: string
  envelope: Envelope
  subject: string
  /** The x-waybill-* headers, by the rest of their names: template, order, and so on. */
  waybill: Record<string, string>
  sizeBytes: number
  outcome: Outcome
  at: Date
}

export function deliveryOf({ raw, envelope, parsed }: IncomingMail, id: string, outcome: Outcome, at: Date): Delivery {
  return {
    id,
    messageId: parsed.messageId,
    envelope,
    subject: parsed.subject,
    waybill: waybillHeaders(parsed.headers),
    sizeBytes: raw.byteLength,
    outcome,
    at,
  }
}

const prefix = 'x-waybill-'

function waybillHeaders(headers: Header[]): Record<string, string> {
  return Object.fromEntries(
    headers
      .map(({ name, value }) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  )
}
