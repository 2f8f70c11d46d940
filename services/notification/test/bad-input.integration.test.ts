import { randomUUIDv7 } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'

describe('a request that must be refused', () => {
  let fixture: NotificationFixture
  const userId = randomUUIDv7()
  const path = `/api/internal/v1/users/${userId}/emails/send`
  const key = { 'idempotency-key': 'a-key-that-is-long-enough' }
  beforeAll(async () => {
    fixture = await startNotificationFixture()
  })
  afterAll(async () => {
    expect(await fixture.query('select 1 from emails')).toEqual([])
    expect(await fixture.mailbox.journal()).toEqual([])
    await fixture.stop()
  })

  const valid = () => {
    const { userId: _, ...body } = newRequest()
    return body
  }
  const send = (body: unknown, headers: Record<string, string> = key) => fixture.call('POST', path, { headers, body })

  it.each([
    'asa@example.test\r\nBcc: all@example.test',
    'asa@example.test,eva@example.test',
    'asa@example.test;eva@example.test',
    'Åsa <asa@example.test>',
    '"asa b"@example.test',
    'asa@[127.0.0.1]',
    'åsa@example.test',
    'asa@exämple.test',
    ' asa@example.test',
    'asa',
    '',
    `${'a'.repeat(10_000)}@example.test`,
    ['asa@example.test'],
    null,
  ])('when the address is %j, it is 400', async (to) => {
    const answer = await send({ ...valid(), to })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: expect.stringContaining('to') }] } })
  })

  const changed: [string, (body: ReturnType<typeof valid>) => unknown][] = [
    ['an unknown template', (body) => ({ ...body, template: '../secret' })],
    ['no template', ({ template: _, ...body }) => body],
    ['no data', ({ data: _, ...body }) => body],
    ['data without a name', ({ data: { customerName: _, ...data }, ...body }) => ({ ...body, data })],
    ['no items', (body) => ({ ...body, data: { ...body.data, items: [] } })],
    ['a failure reason for a paid order', (body) => ({ ...body, data: { ...body.data, failureReason: 'expired' } })],
    ['a currency that is none', (body) => ({ ...body, data: { ...body.data, currency: 'XXX' } })],
    ['an amount as text', (body) => ({ ...body, data: { ...body.data, totalMinor: '10' } })],
    ['half a cent', (body) => ({ ...body, data: { ...body.data, totalMinor: 0.5 } })],
    ['an amount beyond exactness', (body) => ({ ...body, data: { ...body.data, totalMinor: 2 ** 53 } })],
    ['a line break in a name', (body) => ({ ...body, data: { ...body.data, orderName: 'a\r\nBcc: b@example.test' } })],
    ['NUL in a name', (body) => ({ ...body, data: { ...body.data, customerName: 'a\u0000' } })],
    ['a lone surrogate in a name', (body) => ({ ...body, data: { ...body.data, customerName: 'a\ud800' } })],
    ['attempt 0', (body) => ({ ...body, attempt: 0 })],
    ['attempt 1.5', (body) => ({ ...body, attempt: 1.5 })],
    ['an id that is none', (body) => ({ ...body, orderId: '1' })],
    ['an unknown field', (body) => ({ ...body, subject: 'mine' })],
    ['a list for a body', () => []],
  ]
  it.each(changed)('when it has %s, it is 400', async (_what, change) => {
    expect((await send(change(valid()))).status).toBe(400)
  })

  it.each(['', '{', '{"template":', '{"a":1,"a":2}', '{"__proto__":{}}', '[[[', 'null'])(
    'when the body is %j, it is 400',
    async (body) => {
      expect((await send(body)).status).toBe(400)
    },
  )

  it.each([
    ['no key', {}],
    ['a short key', { 'idempotency-key': 'short' }],
    ['a key of 256', { 'idempotency-key': 'k'.repeat(256) }],
    ['a key with a blank', { 'idempotency-key': 'a key that is long enough' }],
  ])('when it has %s, it is 400', async (_what, headers) => {
    expect((await send(valid(), headers as Record<string, string>)).status).toBe(400)
  })

  it('when it has two keys, it is 400', async () => {
    const body = JSON.stringify(valid())
    const lines = [
      `POST ${path} HTTP/1.1`,
      'host: x',
      'authorization: Bearer a-service-key-for-tests',
      'connection: close',
    ]
    const json = ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]
    const keys = ['idempotency-key: a-key-that-is-long-enough', 'idempotency-key: another-key-that-is-long']
    const socket = connect(fixture.port, '127.0.0.1')
    socket.end(`${[...lines, ...json, ...keys].join('\r\n')}\r\n\r\n${body}`)
    let answer = ''
    for await (const chunk of socket) answer += chunk
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  it.each([
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-encoding': 'gzip' }, 415],
    [{ authorization: 'Bearer another-service-key' }, 401],
    [{ authorization: '' }, 401],
  ])('when its headers are %j, it is %i', async (headers, status) => {
    expect((await send(valid(), { ...key, ...headers } as Record<string, string>)).status).toBe(status)
  })

  it('when it is too large, it is 413', async () => {
    expect((await send({ ...valid(), to: 'a'.repeat(300_000) })).status).toBe(413)
  })

  it.each(['not-an-id', '%00', '..%2f', 'x'.repeat(5_000)])(
    'when the user is %s, it is 400 or no path',
    async (user) => {
      const answer = await fixture.call('POST', `/api/internal/v1/users/${user}/emails/send`, {
        headers: key,
        body: valid(),
      })
      expect([400, 404]).toContain(answer.status)
    },
  )

  it('when the method is wrong, it is 405 and names the right one', async () => {
    const answer = await fixture.call('GET', path)
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
  })

  it.each([
    ...['?orderId=1', '?orderId=%00', `?orderId=${userId}&orderId=${userId}`, `?orderId=${userId}&all=1`],
    ...['?status=odd', '?status=', '?status=sent&status=failed', '?page=0', '?page=1e3', '?pageSize=101'],
  ])('when the log is asked for with %j, it is 400', async (query) => {
    expect((await fixture.call('GET', `/api/internal/v1/emails${query}`)).status).toBe(400)
  })

  it('when the log of an order without e-mails is asked for, it is empty', async () => {
    expect(await fixture.emailsOf({ orderId: randomUUIDv7() })).toEqual([])
  })
})
