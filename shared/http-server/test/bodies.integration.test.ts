import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openConnection, problemIn, rawRequest } from './support/raw-request.ts'
import { orderId, startServer } from './support/start-server.ts'

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const create = (body: NonNullable<RequestInit['body']>, headers = {}) => server.post(server.things, body, headers)
const valid = '{"name":"José 🚚","count":2}'
const address = (name: string) => `${server.url}/api/v1/orders/${orderId}/${name}`
const deep = (levels: number) => `{"name":"a","count":1,"more":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`

describe('a JSON body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'when it fits the contract and comes as %s, it reaches the handler',
    async (type) => {
      const response = await create(valid, { 'content-type': type })
      expect(response.status).toBe(201)
      expect(await response.json()).toEqual({ name: 'José 🚚', count: 2 })
    },
  )

  it('when it is nested 20 levels deep, it is read', async () => {
    expect((await create(deep(20))).status).toBe(201)
  })

  it.each([
    ['empty', ''],
    ['cut off', '{"name":"a"'],
    ['no JSON', 'name=a'],
    ['two documents', `${valid}{}`],
    ['commented', `${valid}/* */`],
    ['with a trailing comma', '{"name":"a","count":1,}'],
    ['with a byte order mark', `\uFEFF${valid}`],
    ['an array', '[]'],
    ['a string', '"a"'],
    ['null', 'null'],
    ['21 levels deep', deep(21)],
    ['as deep as its size allows', '['.repeat(999)],
    ['with a name twice', '{"name":"a","count":1,"count":2}'],
    ['with a name twice, once escaped', '{"name":"a","count":1,"\\u0063ount":2}'],
    ['with __proto__', '{"name":"a","count":1,"__proto__":{}}'],
    ['with an escaped __proto__ inside', '{"name":"a","count":1,"more":{"__\\u0070roto__":1}}'],
    ['with constructor', '{"name":"a","count":1,"constructor":1}'],
    ['with prototype', '{"name":"a","count":1,"prototype":1}'],
    ['invalid UTF-8', Buffer.from('7b226e616d65223a22ff222c22636f756e74223a317d', 'hex')],
    ['a surrogate in UTF-8', Buffer.from('7b226e616d65223a22eda080222c22636f756e74223a317d', 'hex')],
    ['UTF-16', Buffer.from(valid, 'utf16le')],
  ])('when it is %s, it is 400 malformed-json', async (_, body) => {
    const response = await create(body)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'malformed-json', status: 400 })
  })

  it.each([
    ['NUL', '\\u0000'],
    ['a line feed', '\\n'],
    ['a carriage return', '\\r'],
    ['a tab', '\\t'],
    ['a C1 control', '\\u0085'],
    ['a lone high surrogate', '\\ud83d'],
    ['a lone low surrogate', '\\udc00'],
  ])('when a string or a name has %s, it is 400 and says where', async (_, escaped) => {
    const inValue = await create(`{"name":"a","count":1,"tags":["ok","x${escaped}"]}`)
    expect(inValue.status).toBe(400)
    expect(await inValue.json()).toMatchObject({ code: 'invalid-request', errors: [{ path: 'json.tags.1' }] })
    const inName = await create(`{"name":"a","count":1,"x${escaped}":1}`)
    expect(inName.status).toBe(400)
    expect(await inName.json()).toMatchObject({ code: 'invalid-request', errors: [{ path: 'json' }] })
  })

  it('when it does not fit the contract, it is 400 with each fault', async () => {
    const response = await create('{"name":1,"count":1.5,"status":"paid"}')
    expect(response.status).toBe(400)
    const { code, errors } = (await response.json()) as { code: string; errors: { path: string }[] }
    expect(code).toBe('invalid-request')
    expect(errors.map((error) => error.path)).toEqual(['json.name', 'json.count', 'json'])
  })

  it('when it has many unknown fields, the answer stays small', async () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`f${i}`, i]))
    const [known, none] = [
      await create(JSON.stringify(many)),
      await server.post(address('touch'), JSON.stringify(many)),
    ]
    expect([known.status, none.status]).toEqual([400, 400])
    expect((await known.text()).length).toBeLessThan(600)
    expect(((await none.json()) as { errors: unknown[] }).errors).toHaveLength(20)
  })
})

describe('the type of a body', () => {
  it.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another JSON type', { 'content-type': 'application/ld+json' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }],
    ['an unknown parameter', { 'content-type': 'application/json; version=2' }],
    ['gzip', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('when it is %s, it is 415', async (_, headers) => {
    for (const to of [server.things, address('touch'), address('checkout'), `${server.url}/api/v1/webhook`]) {
      const response = await server.post(to, valid, headers)
      expect(response.status).toBe(415)
      expect(await response.json()).toMatchObject({ code: 'unsupported-media-type' })
    }
  })

  it('when it is missing although a body is required, it is 415 with a body and without', async () => {
    const post = `POST /api/v1/orders/${orderId}/things HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`
    expect(await rawRequest(server.port, `${post}Content-Length: 2\r\n\r\n{}`)).toContain('HTTP/1.1 415')
    expect(await rawRequest(server.port, `${post}\r\n`)).toContain('HTTP/1.1 415')
    expect(await rawRequest(server.port, `${post}Content-Length: 0\r\n\r\n`)).toContain('HTTP/1.1 415')
  })

  it('when it is sent twice, it is 415', async () => {
    const head = `POST /api/v1/orders/${orderId}/things HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`
    const twice = 'Content-Type: application/json\r\n'.repeat(2)
    const length = Buffer.byteLength(valid)
    const answer = await rawRequest(server.port, `${head}${twice}Content-Length: ${length}\r\n\r\n${valid}`)
    expect(answer).toContain('HTTP/1.1 415')
  })
})

describe('a body over the limit', () => {
  it('when its length says so, it is 413 before anything was sent', async () => {
    const head = `POST /api/v1/orders/${orderId}/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n`
    const { socket, answer } = await openConnection(server.port)
    socket.write(`${head}Content-Length: 1001\r\nConnection: close\r\n\r\n`)
    expect(problemIn(await answer)).toMatchObject({ status: 413, code: 'body-too-large' })
  })

  it('when it comes in chunks, it is 413 as soon as it is too much', async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.alloc(400, ' ')),
    })
    const response = await fetch(server.things, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(413)
  })

  it('when it is as long as the limit, in chunks or not, it is read', async () => {
    const body = valid.padEnd(1_000 - Buffer.byteLength(valid) + valid.length)
    expect((await create(body)).status).toBe(201)
    const chunked = await fetch(server.things, {
      method: 'POST',
      body: new Blob([body]).stream(),
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    })
    expect(chunked.status).toBe(201)
  })

  it('when it breaks off, it is nobody’s error', async () => {
    const head = `POST /api/v1/orders/${orderId}/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n`
    const { socket, answer } = await openConnection(server.port)
    socket.end(`${head}Content-Length: 100\r\n\r\n{"name":`)
    await answer
    expect((await fetch(`${server.url}/livez`)).status).toBe(200)
    expect(server.lines.filter((line) => line.level === 'error')).toEqual([])
  })
})

describe('a route without a body', () => {
  it('when nothing or an empty object comes, it is handled', async () => {
    for (const route of ['touch', 'checkout']) {
      expect((await fetch(address(route), { method: 'POST' })).status).toBe(200)
      expect((await server.post(address(route), '{}')).status).toBe(200)
    }
  })

  it('when a body with a field comes, it is 400', async () => {
    for (const route of ['touch', 'checkout']) {
      const response = await server.post(address(route), '{"amount":1}')
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'invalid-request' })
    }
  })

  it('when a GET has a body, it is 400', async () => {
    const head = `GET /api/v1/orders/${orderId}/things HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`
    const answer = await rawRequest(server.port, `${head}Content-Length: 2\r\n\r\n{}`)
    expect(answer).toContain('HTTP/1.1 400')
  })
})

describe('a raw body', () => {
  it('when it is neither JSON nor UTF-8, its bytes reach the handler as they came', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x7b, 0x0d, 0x0a])
    const response = await server.post(`${server.url}/api/v1/webhook`, bytes)
    expect(await response.json()).toEqual({ base64: bytes.toString('base64') })
  })

  it('when it comes in chunks, its bytes reach the handler as they came', async () => {
    const bytes = Buffer.alloc(1_500, 7)
    const response = await fetch(`${server.url}/api/v1/webhook`, {
      method: 'POST',
      body: new Blob([bytes]).stream(),
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    })
    expect(await response.json()).toEqual({ base64: bytes.toString('base64') })
  })

  it('when it is over the limit of its path, it is 413', async () => {
    expect((await server.post(`${server.url}/api/v1/webhook`, 'x'.repeat(2_000))).status).toBe(200)
    expect((await server.post(`${server.url}/api/v1/webhook`, 'x'.repeat(2_001))).status).toBe(413)
  })
})
