import { randomUUIDv7 } from 'node:crypto'
import { Socket } from 'node:net'
import { webhookLimitBytes } from '@waybill/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PaymentFixture, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf, keyB, newEventId, signedHeaders, strangeKey } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const path = '/api/v1/payments/webhook'
const json = { 'content-type': 'application/json' }
const rowCount = async () => (await payment.query('select id from webhook_events')).length
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** A request as bytes, for what no client sends by itself. */
function sendRaw(headers: string[], body: string): Promise<string> {
  return new Promise((answered, failed) => {
    const socket = new Socket().on('error', failed).connect(payment.port, '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => {
      answer += data.toString()
    })
    socket.on('close', () => answered(answer))
    const head = ['host: payment', 'connection: close', `content-length: ${Buffer.byteLength(body)}`, ...headers]
    socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`)
  })
}

describe('receiving a webhook', () => {
  it('when it is genuine, it is 204 once it is stored, and applied after', async () => {
    const asked = await payment.pending()
    const id = newEventId()
    const answer = await payment.webhook(eventOf(asked, 'payment.succeeded'), { id })
    expect(answer).toMatchObject({ status: 204, text: '' })
    const event = await payment.eventBecomes(id, 'processed')
    expect(event).toMatchObject({ eventType: 'payment.succeeded', merchantReference: asked.paymentId, deliveries: 1 })
    expect(event).toMatchObject({ occurredAt: '2026-01-01T08:00:00.000Z', processedAt: expect.any(String) })
    const settled = await payment.becomes(asked, 'succeeded')
    expect(settled.transitions.at(-1)).toMatchObject({ to: 'succeeded', cause: 'webhook', causeId: id })
  })

  it('when it is delivered 100 times at once, it is one event with one effect', async () => {
    const asked = await payment.pending()
    const id = newEventId()
    const event = eventOf(asked, 'payment.succeeded')
    const answers = await Promise.all(Array.from({ length: 100 }, () => payment.webhook(event, { id })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
    expect(await payment.eventBecomes(id, 'processed')).toMatchObject({ deliveries: 100, attempts: 1 })
    const settled = await payment.becomes(asked, 'succeeded')
    expect(settled.transitions.map(({ to }) => to)).toEqual(['submitting', 'pending', 'succeeded'])
    expect(settled.flag).toBeNull()
  })

  it('when another body comes under a known id, it is 204, kept beside the first, and both payments are flagged', async () => {
    const [asked, other] = [await payment.pending(), await payment.pending()]
    const id = newEventId()
    await payment.webhook(eventOf(asked, 'payment.succeeded'), { id })
    await payment.becomes(asked, 'succeeded')
    expect((await payment.webhook(eventOf(other, 'payment.succeeded'), { id })).status).toBe(204)
    const event = await payment.eventBecomes(id, 'quarantined')
    expect(event).toMatchObject({
      reason: 'another body under a known id',
      deliveries: 2,
      merchantReference: asked.paymentId,
    })
    expect(await payment.read(asked)).toMatchObject({ status: 'succeeded', flag: 'another-webhook-body' })
    expect(await payment.read(other)).toMatchObject({ status: 'pending', flag: 'another-webhook-body' })
    const [row] = await payment.query<{ other_body: string }>(
      `select other_body from webhook_events where event_id = '${id}'`,
    )
    expect(JSON.parse(row?.other_body ?? '')).toMatchObject({ data: { merchantReference: other.paymentId } })
    expect(payment.lines).toContainEqual(expect.objectContaining({ level: 'error', alert: true, subject: id }))
  })

  it.each([
    ['by a strange key', { key: strangeKey }],
    ['six minutes ago', { at: minutesFromNow(-6) }],
    ['for in six minutes', { at: minutesFromNow(6) }],
    ['under an odd id', { id: 'no-id' }],
  ])('when it is signed %s, it is 401 and leaves no row', async (_, signing) => {
    const rows = await rowCount()
    const asked = await payment.request()
    const answer = await payment.webhook(eventOf(asked, 'payment.succeeded'), signing)
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid-signature', status: 401 } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await rowCount()).toBe(rows)
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)(
    'when %s is missing, junk or there twice, it is 401 and leaves no row',
    async (name) => {
      const rows = await rowCount()
      const body = JSON.stringify({})
      const headers = signedHeaders(body)
      const { [name]: value, ...others } = headers
      const post = (sent: object) => payment.call('POST', path, { headers: { ...json, ...sent }, body })
      expect((await post(others)).status).toBe(401)
      expect((await post({ ...others, [name]: 'junk' })).status).toBe(401)
      const lines = Object.entries({ ...json, ...headers }).map(([header, text]) => `${header}: ${text}`)
      expect(await sendRaw([...lines, `${name}: ${value}`], body)).toMatch(/^HTTP\/1.1 401 /)
      expect(await rowCount()).toBe(rows)
    },
  )

  it('when one byte of the body has changed on its way, it is 401', async () => {
    const asked = await payment.request()
    const body = JSON.stringify(eventOf(asked, 'payment.failed'))
    const headers = { ...json, ...signedHeaders(body) }
    const forged = body.replace('payment.failed', 'payment.failee')
    expect((await payment.call('POST', path, { headers, body: forged })).status).toBe(401)
    expect((await payment.call('POST', path, { headers, body: `${body} ` })).status).toBe(401)
  })

  it('when 1,000 forged ones come, none leaves a row and all are 401', async () => {
    const rows = await rowCount()
    const body = JSON.stringify(eventOf(await payment.request(), 'payment.succeeded'))
    const statuses = new Set<number>()
    for (let wave = 0; wave < 20; wave += 1) {
      const forged = Array.from({ length: 50 }, () => payment.webhook(body, { key: strangeKey }))
      for (const { status } of await Promise.all(forged)) statuses.add(status)
    }
    expect(statuses).toEqual(new Set([401]))
    expect(await rowCount()).toBe(rows)
  })

  it('when keys are rotated, both the old and the new one are accepted', async () => {
    for (const key of [keyB, undefined]) {
      const asked = await payment.pending()
      await payment.webhook(eventOf(asked, 'payment.succeeded'), { ...(key && { key }) })
      await payment.becomes(asked, 'succeeded')
    }
  })

  it.each([
    ['no JSON', 'this is not JSON', 'not an event'],
    ['another schema', '{"hello":"world"}', 'not an event'],
    [
      'an event without its figures',
      JSON.stringify({ type: 'payment.failed', timestamp: '2026-01-01T00:00:00Z', data: {} }),
      'not a payment.failed event',
    ],
    ['a NUL', '{"type":"\0"}', 'not an event'],
  ])('when it is signed but %s, it is 400 and kept in quarantine', async (_, body, reason) => {
    const id = newEventId()
    for (const deliveries of [1, 2]) {
      expect(await payment.webhook(body, { id })).toMatchObject({ status: 400, body: { code: 'invalid-event' } })
      expect(await payment.eventOfId(id)).toMatchObject({ status: 'quarantined', reason, eventType: null, deliveries })
    }
  })

  it('when its type is not ours, it is 204 and ignored', async () => {
    const asked = await payment.pending()
    const id = newEventId()
    expect((await payment.webhook(eventOf(asked, 'payment.processing'), { id })).status).toBe(204)
    expect(await payment.eventOfId(id)).toMatchObject({ status: 'ignored', eventType: 'payment.processing' })
    expect(await payment.read(asked)).toMatchObject({ status: 'pending', flag: null })
  })

  it('when its payment is unknown, it is 204, waits, and is applied once the payment is there', async () => {
    const id = newEventId()
    const asked = { ...payment.newRequest(), paymentId: randomUUIDv7() }
    expect((await payment.webhook(eventOf(asked, 'payment.succeeded'), { id })).status).toBe(204)
    await payment.eventBecomes(id, 'waiting_for_payment')
    await payment.leftBehind({ status: `'submitting'` }, asked)
    await payment.becomes(asked, 'succeeded')
    expect(await payment.eventOfId(id)).toMatchObject({ status: 'processed' })
  })

  it('when it is too large, of another type or not by POST, it is 413, 415, 405', async () => {
    const rows = await rowCount()
    const large = 'x'.repeat(webhookLimitBytes + 1)
    expect((await payment.webhook(large)).status).toBe(413)
    const headers = { 'content-type': 'text/plain', ...signedHeaders('{}') }
    expect((await payment.call('POST', path, { headers, body: '{}' })).status).toBe(415)
    const wrongMethod = await payment.call('GET', path)
    expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST'])
    expect(await rowCount()).toBe(rows)
  })
})
