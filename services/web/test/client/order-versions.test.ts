import type { TimelineEntry } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNews, newer, stillMoves } from '../../client/src/data/order-versions.ts'

const job = (name: 'production' | 'invoice' | 'notification', status: 'running' | 'succeeded', processId = 'p') =>
  ({ kind: 'job', at: '', processId, job: name, attempt: 1, status, reference: null, fault: null }) as TimelineEntry

describe('the version of an order on the page', () => {
  it('when answers arrive in any order, it never goes back', () => {
    const property = fc.property(fc.array(fc.nat(), { minLength: 1 }), (versions) => {
      const shown = versions.map((version) => ({ version }))
      const steps = shown.map((_, index) => shown.slice(0, index + 1).reduce((known, one) => newer(known, one)).version)
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
      expect(steps.at(-1)).toBe(Math.max(...versions))
    })
    fc.assert(property)
  })

  it('when nothing has changed, it is what is known', () => {
    expect(newer({ version: 3 }, undefined)).toEqual({ version: 3 })
    expect(() => newer(undefined, undefined)).toThrow('cannot be unchanged')
  })

  it('when an event tells of an older or the same version, it is no news', () => {
    expect(isNews(undefined, { version: 1 })).toBe(true)
    expect(isNews({ version: 4 }, { version: 5 })).toBe(true)
    expect(isNews({ version: 4 }, { version: 4 })).toBe(false)
    expect(isNews({ version: 4 }, { version: 3 })).toBe(false)
  })
})

describe('whether an order still moves by itself', () => {
  const jobs = (['production', 'invoice', 'notification'] as const).map((name) => job(name, 'succeeded'))

  it.each([
    ['is not paid for', 'created', [], false],
    ['waits for its payment', 'payment_pending', [], true],
    ['is cancelled', 'cancelled', [], false],
    ['was just paid', 'paid', [], true],
    ['has a job that runs', 'paid', [...jobs.slice(1), job('production', 'running')], true],
    ['has all its jobs done', 'paid', jobs, false],
    ['has failed, its mail not sent', 'payment_failed', [], true],
    ['has failed, its mail sent', 'payment_failed', [job('notification', 'succeeded')], false],
    [
      'was paid after a failure',
      'paid',
      [job('notification', 'succeeded', 'earlier'), job('invoice', 'running')],
      true,
    ],
  ] as const)('when it %s, then %s %j: %s', (_, status, timeline, expected) => {
    expect(stillMoves({ status, timeline: [...timeline] })).toBe(expected)
  })
})
