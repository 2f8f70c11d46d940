import { randomUUIDv7 } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

const keyOf = (letter: string) => `whsec_${Buffer.alloc(32, letter).toString('base64')}`
export const keyA = keyOf('a')
export const keyB = keyOf('b')
export const strangeKey = keyOf('x')

export type Signing = { id?: string; at?: Date; key?: string }

export const newEventId = () => `msg_${randomUUIDv7()}`

/** The three headers as the specification's own library makes them. */
export function signedHeaders(body: string, { id = newEventId(), at = new Date(), key = keyA }: Signing = {}) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(key).sign(id, at, body),
  }
}

type Paid = { paymentId: string; amountMinor: number; currency: string }

export function eventOf({ paymentId, amountMinor, currency }: Paid, type: string, data = {}) {
  const figures = { merchantReference: paymentId, amountMinor, currency }
  const ids = { paymentRequestId: 'wpr_of-the-webhook' }
  return { type, timestamp: '2026-01-01T10:00:00.000+02:00', data: { ...ids, ...figures, ...data } }
}
