import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemIn, rawGet, rawRequest } from './support/raw-request.ts'
import { orderId, serviceKey, startServer } from './support/start-server.ts'

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const search = (query: string) => rawGet(server.port, `/api/v1/orders/${orderId}/things${query}`)

describe('an id in the path', () => {
  it.each([
    'no-uuid',
    '%00',
    '%zz',
    '%',
    '%ff',
    '%c0%af',
    '..%2f',
    '..%5c',
    '%2e%2e',
    '..',
    '.',
    '%0d%0a',
    "'%20or%201=1",
    'a'.repeat(5_000),
    '%e0%b8%81'.repeat(500),
  ])('when it is odd (%s), it is 400', async (odd) => {
    const answer = await rawGet(server.port, `/api/v1/orders/${odd}/things`)
    expect(problemIn(answer)).toMatchObject({ status: 400, code: 'invalid-request', title: 'Bad Request' })
  })

  it('when bytes were not percent-encoded, it is 400', async () => {
    expect(problemIn(await search('?name=José'))).toMatchObject({ status: 400, code: 'malformed-request' })
  })

  it('when dot segments would climb to an internal address, it is 400 even with the credential', async () => {
    const target = '/api/v1/%2e%2e/internal/v1/things'
    const head = `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer ${serviceKey}\r\n\r\n`
    expect(await rawRequest(server.port, head)).toContain('HTTP/1.1 400')
  })

  it('when the address is absolute, it is read like any other (RFC 9112, 3.2.2)', async () => {
    const path = `/api/v1/orders/${orderId}/things`
    expect(await rawGet(server.port, `http://localhost${path}?name=a`)).toContain('{"name":"a"}')
    expect(await rawGet(server.port, `http://localhost${path}/../x`)).toContain('HTTP/1.1 400')
  })
})

describe('a query', () => {
  it.each([
    ['?name=100%25', '100%'],
    ['?name=%', '%'],
    ['?name=%zz', '%zz'],
    ['?name=_\\%27"'.replace('\\', '%5C').replace('"', '%22'), '_\\\'"'],
    ['?name=Jos%C3%A9+%F0%9F%9A%9A', 'José 🚚'],
    ['?name=', ''],
  ])('when it has ordinary characters (%s), they arrive as they were meant', async (query, name) => {
    const response = await fetch(`${server.things}${query}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ name })
  })

  it.each([
    ['a parameter twice', '?name=a&name=b'],
    ['a parameter twice, once encoded', '?name=a&n%61me=b'],
    ['an empty parameter twice', '?name&name'],
    ['an unknown parameter', '?Name=a'],
    ['NUL', '?name=%00'],
    ['CR and LF', '?name=a%0d%0ab'],
    ['a control character in a name', '?name%07=a'],
    ['invalid UTF-8', '?name=%ff'],
    ['a surrogate', '?name=%ed%a0%80'],
    ['more than anyone means', `?name=${'a'.repeat(9_000)}`],
  ])('when it has %s, it is 400', async (_, query) => {
    expect(problemIn(await search(query))).toMatchObject({ status: 400, code: 'invalid-request' })
  })
})

describe('a header of the contract', () => {
  const touch = (...keys: string[]) => {
    const head = `POST /api/v1/orders/${orderId}/touch HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`
    const lines = keys.map((key) => `Idempotency-Key: ${key}\r\n`).join('')
    return rawRequest(server.port, `${head}${lines}\r\n`)
  }

  it('when it comes once and fits, the request is handled', async () => {
    expect(await touch('k'.repeat(16))).toContain('HTTP/1.1 200')
  })

  it.each([
    ['twice', ['k'.repeat(16), 'k'.repeat(16)]],
    ['too short', ['k'.repeat(15)]],
    ['too long', ['k'.repeat(256)]],
    ['not ASCII', [`${'k'.repeat(16)}é`]],
  ])('when it comes %s, it is 400', async (_, keys) => {
    const problem = problemIn(await touch(...keys))
    expect(problem).toMatchObject({ status: 400, errors: [{ path: 'header.idempotency-key' }] })
  })
})

describe('an address that does not exist', () => {
  it('when no method has it, it is 404', async () => {
    const response = await fetch(`${server.url}/api/v1/nothing`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not-found',
      requestId: response.headers.get('x-request-id'),
    })
  })

  it.each([
    ['DELETE', '/api/v1/orders/no-uuid/things', 'GET, POST, HEAD'],
    ['OPTIONS', `/api/v1/orders/${orderId}/touch`, 'POST'],
    ['GET', `/api/v1/orders/${orderId}/touch`, 'POST'],
    ['POST', '/livez', 'GET, HEAD'],
    ['PUT', '/openapi.json', 'GET, HEAD'],
    ['PROPFIND', '/docs', 'GET, HEAD'],
  ])('when another method has it (%s %s), it is 405 with Allow', async (method, path, allow) => {
    const response = await fetch(server.url + path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect(await response.json()).toMatchObject({ code: 'method-not-allowed' })
  })

  it('when the method is HEAD, it is answered like GET, without the body', async () => {
    const response = await fetch(`${server.things}?name=a`, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })
})

describe('an internal address', () => {
  const call = (authorization?: string, path = '/api/internal/v1/things') =>
    fetch(server.url + path, authorization === undefined ? {} : { headers: { authorization } })

  it('when the credential is one of the keys, it is handled', async () => {
    for (const key of [serviceKey, 'the-next-key']) expect((await call(`Bearer ${key}`)).status).toBe(200)
    expect((await call(`bearer ${serviceKey}`)).status).toBe(200)
  })

  it.each([
    ['missing', undefined],
    ['empty', 'Bearer '],
    ['of another scheme', `Basic ${serviceKey}`],
    ['wrong', 'Bearer wrong'],
    ['cut', `Bearer ${serviceKey.slice(0, -1)}`],
    ['longer', `Bearer ${serviceKey}x`],
    ['two at once', `Bearer ${serviceKey}, Bearer ${serviceKey}`],
  ])('when the credential is %s, it is 401', async (_, authorization) => {
    const response = await call(authorization)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toMatchObject({ code: 'service-key-required' })
  })

  it('when it does not exist, nobody learns that without the credential', async () => {
    expect((await call(undefined, '/api/internal/v1/nothing')).status).toBe(401)
    expect((await call(`Bearer ${serviceKey}`, '/api/internal/v1/nothing')).status).toBe(404)
  })

  it('when the service has no key, nobody may in; when a key is empty, the service does not start', async () => {
    await using keyless = await startServer({ app: { serviceKeys: [] } })
    const response = await fetch(`${keyless.url}/api/internal/v1/things`, { headers: { authorization: 'Bearer ' } })
    expect(response.status).toBe(401)
    await expect(startServer({ app: { serviceKeys: ['a-good-key', ''] } })).rejects.toThrow('service key')
  })
})
