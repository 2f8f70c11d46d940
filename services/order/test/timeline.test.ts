import { internalTimelineEntry, timelineEntry } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { publicTimelineOf, timelineOf } from '../src/domain/timeline.ts'

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`
const id = '01890000-0000-7000-8000-000000000001'
const entries = [
  {
    kind: 'job' as const,
    at: at(2),
    processId: id,
    job: 'invoice' as const,
    attempt: 1,
    status: 'failed' as const,
    reference: null,
    fault: 'passing' as const,
    note: 'connect ECONNREFUSED 10.0.0.7',
  },
  {
    kind: 'operator-action' as const,
    at: at(3),
    action: 'retry-job',
    job: 'invoice' as const,
    operator: 'kim',
    reason: 'invoice service is back',
  },
  {
    kind: 'transition' as const,
    at: at(2),
    version: 3,
    from: 'payment_pending' as const,
    to: 'paid' as const,
    cause: 'payment-succeeded',
    causeId: id,
  },
  {
    kind: 'payment' as const,
    at: at(1),
    checkoutId: id,
    paymentId: null,
    fact: 'requested' as const,
    failureReason: null,
  },
]

describe('the timeline of an order', () => {
  it('when entries come in any order, it is oldest first, and at one moment the move comes before what it caused', () => {
    expect(timelineOf(entries).map((entry) => entry.kind)).toEqual(['payment', 'transition', 'job', 'operator-action'])
  })

  it('when a shopper looks, no error text, operator or reason is in it, and nothing else is missing', () => {
    const shown = publicTimelineOf(entries)
    expect(JSON.stringify(shown)).not.toMatch(/ECONNREFUSED|kim|is back/)
    expect(shown.map((entry) => timelineEntry.parse(entry))).toEqual(shown)
  })

  it('when an operator looks, all of it is there', () => {
    const shown = timelineOf(entries)
    expect(shown.map((entry) => internalTimelineEntry.parse(entry))).toEqual(shown)
  })
})
