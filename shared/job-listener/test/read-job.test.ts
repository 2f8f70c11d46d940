import { encodeOrderProcessEvent, jobType } from '@waybill/contracts'
import { orderProcessEventOf } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { readJob } from '../src/read-job.ts'

const event = orderProcessEventOf({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` })
const { processId, order } = event.data
const key = (attempt: number) => ({ processId, job: 'invoice', attempt })
const withData = (changes: object) => JSON.stringify({ ...event, data: { ...event.data, ...changes } })

describe('message that can be read', () => {
  it.each(jobType.options)('when it asks for %s, its key is process and job', (job) => {
    expect(readJob(encodeOrderProcessEvent(event), job)).toEqual({
      ...{ processId, job, attempt: 1, idempotencyKey: `${processId}:${job}` },
      ...{ traceparent: event.traceparent, outcome: 'paid', failureReason: undefined, order },
    })
  })

  it('when it asks for a later attempt, the key stays the same', () => {
    const read = readJob(withData({ jobs: [{ job: 'invoice', attempt: 4 }] }), 'invoice')
    expect(read).toMatchObject({ ...key(4), idempotencyKey: `${processId}:invoice` })
  })

  it('when it has fields that are not known yet, they do no harm', () => {
    expect(readJob(withData({ gift: true }), 'invoice')).toMatchObject(key(1))
  })
})

describe('message that cannot be read', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{"data":'],
    ['no object', 'null'],
    ['without a process', withData({ processId: undefined })],
    ['with an id that is none', withData({ processId: 'p1' })],
    ['for other jobs only', withData({ jobs: [{ job: 'notification', attempt: 1 }] })],
    ['with an attempt that is none', withData({ jobs: [{ job: 'invoice', attempt: 0 }] })],
  ])('when it is %s, it is unreadable and about no job', (_, body) => {
    expect(readJob(body, 'invoice')).toEqual({ unreadable: expect.any(String), job: undefined })
  })

  it.each([
    ['of an unknown type', JSON.stringify({ ...event, type: 'order-eaten' }), 'at type'],
    ['without an id', JSON.stringify({ ...event, id: undefined }), 'at id'],
    ['of a newer schema', withData({ order: { ...order, items: { TEA: 2 } } }), 'at data.order.items'],
    ['larger than 64 KiB', withData({ note: 'x'.repeat(65_536) }), '64 KiB'],
  ])('when it is %s, it still says which job it is about', (_, body, why) => {
    expect(readJob(body, 'invoice')).toEqual({ unreadable: expect.stringContaining(why), job: key(1) })
  })

  it('when its values are personal, the reason repeats none of them', () => {
    const read = readJob(withData({ order: { ...order, customerEmail: ['asa@example.test'] } }), 'invoice')
    expect(read).toMatchObject({ unreadable: expect.not.stringContaining('@') })
  })
})
