import { randomUUIDv7 } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBody, textOf } from '../src/domain/webhook-event.ts'
import { eventOf } from './support/signing.ts'

const paid = { paymentId: randomUUIDv7(), amountMinor: 1_099, currency: 'EUR' }
const read = (body: unknown) => readBody(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))

describe('the body of a webhook', () => {
  it('when it says that a payment succeeded, it is a decision, its time in UTC', () => {
    expect(read(eventOf(paid, 'payment.succeeded', { failureReason: 'none' }))).toMatchObject({
      ...{ kind: 'decision', type: 'payment.succeeded', outcome: 'succeeded', failureReason: null },
      ...{ occurredAt: '2026-01-01T08:00:00.000Z', data: { merchantReference: paid.paymentId, amountMinor: 1_099 } },
    })
  })

  it('when it says that a payment failed, the reason is the provider’s, or declined', () => {
    const failed = (data: object) => read(eventOf(paid, 'payment.failed', data))
    expect(failed({ failureReason: 'insufficient-funds' })).toMatchObject({ failureReason: 'insufficient-funds' })
    expect(failed({})).toMatchObject({ outcome: 'failed', failureReason: 'declined' })
  })

  it('when its type is not ours, it is told apart from one that cannot be read', () => {
    expect(read(eventOf(paid, 'payment.processing'))).toMatchObject({ kind: 'other-type', type: 'payment.processing' })
    expect(read(eventOf(paid, 'toString'))).toMatchObject({ kind: 'other-type' })
  })

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['an array', '[]'],
    ['a NUL', '{"type":"\0"}'],
    ['no time', { type: 'payment.failed', data: {} }],
    ['an odd time', { ...eventOf(paid, 'payment.failed'), timestamp: 'yesterday' }],
    ['a time that PostgreSQL does not know', { ...eventOf(paid, 'payment.failed'), timestamp: '0000-01-01T00:00:00Z' }],
    ['a reference that is not ours', eventOf({ ...paid, paymentId: 'order-1' }, 'payment.failed')],
    ['an amount that is no integer', eventOf({ ...paid, amountMinor: 10.5 }, 'payment.succeeded')],
    ['an odd reason', eventOf(paid, 'payment.failed', { failureReason: 'Not enough money!' })],
  ])('when it has %s, it is unreadable', (_, body) => {
    expect(read(body)).toMatchObject({ kind: 'unreadable', reason: expect.any(String) })
  })

  it('when it is not UTF-8, it is unreadable', () => {
    const bytes = Buffer.from(JSON.stringify(eventOf(paid, 'payment.failed', { failureReason: 'X' })))
    bytes[bytes.indexOf('X')] = 0xff
    expect(readBody(bytes)).toMatchObject({ kind: 'unreadable' })
  })

  it('when it is anything at all, it is read without an error and has a text that PostgreSQL can hold', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(readBody(bytes).kind).toBe('unreadable')
          expect(textOf(bytes)).not.toContain('\0')
        },
      ),
    )
  })
})
