import { encodeOrderProcessEvent, orderProcessEvent } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobRequested, processStarted } from '../src/domain/announcement.ts'
import { askedJobOf, needsRetry } from '../src/domain/dead-letter.ts'

const id = '01890000-0000-7000-8000-000000000001'
const announcement = (name: string) => ({
  eventId: id,
  time: '2026-01-01T00:00:00.000Z',
  processId: id,
  outcome: 'succeeded' as const,
  failureReason: null,
  order: {
    id,
    userId: id,
    name,
    customerName: name,
    customerEmail: 'asa@example.com',
    currency: 'EUR' as const,
    totalMinor: 1_099,
    items: [{ sku: 's', name, quantity: 1, unitPriceMinor: 1_099 }],
    createdAt: '2026-01-01T00:00:00.000Z',
  },
  jobs: [{ job: 'invoice' as const, attempt: 2 }],
  traceparent: undefined,
})

describe('an event of the order process', () => {
  it('when names hold any characters, it is plain ASCII on the wire and reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const event = processStarted(announcement(name))
        const wire = encodeOrderProcessEvent(event)
        expect(wire).toMatch(/^[\x20-\x7e]*$/)
        expect(orderProcessEvent.parse(JSON.parse(wire))).toEqual(event)
      }),
    )
  })

  it('when a payment succeeded, failed, or a job is asked for, its type says so', () => {
    expect(processStarted(announcement('x')).type).toBe('order-paid')
    expect(processStarted({ ...announcement('x'), outcome: 'failed' }).type).toBe('order-payment-failed')
    expect(jobRequested('invoice', announcement('x')).type).toBe('invoice-requested')
  })
})

describe('a dead letter', () => {
  it('when it is one of our events, it names the job of its queue', () => {
    const body = encodeOrderProcessEvent(jobRequested('invoice', announcement('x')))
    expect(askedJobOf(body, 'invoice')).toEqual({ processId: id, orderId: id, userId: id, attempt: 2 })
    expect(askedJobOf(body, 'production')).toBeUndefined()
  })

  it.each(['', 'not json', '{}', '{"specversion":"1.0"}', 'null'])('when it is %j, it names no job', (body) => {
    expect(askedJobOf(body, 'invoice')).toBeUndefined()
  })

  it('when its job was given up under its attempt, a retry is needed, otherwise not', () => {
    const asked = { processId: id, orderId: id, userId: id, attempt: 2 }
    expect(needsRetry(asked, { status: 'failed', attempt: 2 })).toBe(true)
    expect(needsRetry(asked, { status: 'failed', attempt: 3 })).toBe(false)
    expect(needsRetry(asked, { status: 'succeeded', attempt: 2 })).toBe(false)
  })
})
