import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { opsAddress, opsRoutes } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pathOf, shopperContracts } from './support/contracts.ts'
import { startRecordingServer } from './support/recording-server.ts'
import { appHostKey, orderPath, postJson, serviceKey, startWeb, userId, type Web } from './support/start-web.ts'

let web: Web
let cookie: string
beforeAll(async () => {
  web = await startWeb({ UPSTREAM_TIMEOUT_MS: '300' })
  cookie = await web.logIn()
})
afterAll(() => web.stop())
const asItIs = (_: unknown, response: ServerResponse) =>
  response.setHeader('content-type', 'application/json').end('{"as":"it is"}')
beforeEach(() => {
  for (const neighbour of Object.values(web.neighbours)) {
    neighbour.seen.length = 0
    neighbour.answer = asItIs
  }
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(web.url + path, { headers, redirect: 'manual' })
const lastSeen = () => web.neighbours.order.seen.at(-1)

describe('a shopper’s call', () => {
  it.each(shopperContracts.map((contract) => [contract.method.toUpperCase(), pathOf(contract)]))(
    'when it is %s %s, it arrives as it is and so does the answer',
    async (method, path) => {
      const response = await fetch(web.url + path, { method })
      expect(response.status).toBe(200)
      expect(await response.text()).toBe('{"as":"it is"}')
      expect(lastSeen()).toMatchObject({ method, url: path, body: '' })
    },
  )

  it('when it searches, the query arrives as it was meant', async () => {
    await get(`/api/v1/users/${userId}/orders?name=Jos%C3%A9+100%25%26a=b&page=2&pageSize=5`)
    const { searchParams, pathname } = new URL(lastSeen()?.url ?? '', 'http://order')
    expect(pathname).toBe(`/api/v1/users/${userId}/orders`)
    expect([...searchParams]).toEqual([
      ['name', 'José 100%&a=b'],
      ['page', '2'],
      ['pageSize', '5'],
    ])
  })

  it.each(['?page=0', '?name=a&name=b', '?unknown=1', '?page=1&after=x'])(
    'when its query is %s, it is refused as order would, and order is not asked',
    async (query) => {
      expect((await get(`/api/v1/users/${userId}/orders${query}`)).status).toBe(400)
      expect(web.seen()).toEqual([])
    },
  )

  it('when it has a body, its bytes arrive', async () => {
    await postJson(`${web.url}${orderPath}/checkout`, {}, { 'idempotency-key': 'k'.repeat(16) })
    expect(lastSeen()).toMatchObject({
      body: '{}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k'.repeat(16) },
    })
  })

  it.each([
    ['an unknown field', '{"amountMinor":1}', 400],
    ['no JSON', '{', 400],
    ['a name twice', '{"a":1,"a":2}', 400],
    ['more than the limit', JSON.stringify({ a: 'a'.repeat(300_000) }), 413],
  ])('when its body has %s, it is refused here', async (_, body, status) => {
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${web.url}${orderPath}/checkout`, { method: 'POST', headers, body })).status).toBe(status)
    expect(web.seen()).toEqual([])
  })

  it('when its body comes slowly, order hears nothing until all of it is here, and nothing when it never is', async () => {
    const socket = connect(web.port, '127.0.0.1')
    const head = `POST ${orderPath}/checkout HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`
    await new Promise((written) => socket.write(head, written))
    expect((await get(orderPath)).status).toBe(200) // meanwhile others are served
    expect(web.neighbours.order.seen.map(({ method }) => method)).toEqual(['GET'])
    socket.destroy()
    expect((await get(orderPath)).status).toBe(200)
    expect(web.neighbours.order.seen.map(({ method }) => method)).toEqual(['GET', 'GET'])
  })

  it('when it is HEAD, order is asked by HEAD, and nothing hangs', async () => {
    const response = await fetch(`${web.url}${orderPath}/events`, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(lastSeen()?.method).toBe('HEAD')
  })

  it.each([
    ['DELETE', orderPath, 405, 'GET, HEAD'],
    ['GET', `${orderPath}/checkout`, 405, 'POST'],
    ['POST', `/api/v1/users/${userId}/orders`, 405, 'GET, HEAD'],
    ['GET', '/api/v1/payments/webhook', 404, null],
    ['POST', '/api/v1/payments/webhook', 404, null],
    ['GET', '/api', 404, null],
  ])('when it is %s %s, it is %i', async (method, path, status, allow) => {
    const response = await fetch(web.url + path, { method, headers: { accept: 'text/html' } })
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(web.seen()).toEqual([])
  })
})

describe('the headers', () => {
  it('when a browser sends whatever it likes, only those of the allow-list arrive', async () => {
    const known = { accept: 'application/json', 'if-none-match': '"3"', 'last-event-id': '7' }
    const unknown = {
      ...{
        authorization: 'Bearer x',
        cookie: 'a=b',
        'x-operator': 'eve',
        'x-user-id': 'eve',
        origin: 'http://evil.test',
      },
      ...{ 'x-forwarded-for': '1.2.3.4', forwarded: 'for=1', 'x-original-url': '/', referer: 'http://evil.test/' },
    }
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const carried = { 'x-request-id': 'shopper-1', traceparent: `00-${trace}-b7ad6b7169203331-01` }
    const response = await get(orderPath, { ...known, ...unknown, ...carried })
    const { headers } = lastSeen() ?? {}
    expect(headers).toMatchObject({ ...known, 'x-request-id': 'shopper-1' })
    expect(headers?.traceparent).toContain(trace)
    expect(Object.keys(unknown).filter((name) => headers?.[name] !== undefined)).toEqual([])
    expect(response.headers.get('x-request-id')).toBe('shopper-1')
  })

  it('when order answers whatever it likes, only those of the allow-list come back', async () => {
    web.neighbours.order.answer = (_, response) =>
      response
        .writeHead(409, {
          ...{
            'content-type': 'application/problem+json',
            etag: '"4"',
            'retry-after': '2',
            'cache-control': 'private',
          },
          ...{ 'idempotency-replayed': 'true', 'set-cookie': 'waybill-operator=x', server: 'order', refresh: '0' },
          ...{ 'access-control-allow-origin': '*', 'x-internal': 'yes', location: 'http://evil.test', link: '<a>' },
        })
        .end('{"code":"payment-in-progress"}')
    const { status, headers } = await get(orderPath)
    expect(status).toBe(409)
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'content-type': 'application/problem+json', etag: '"4"', 'retry-after': '2', 'cache-control': 'private' },
      ...{ 'idempotency-replayed': 'true', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' },
    })
    for (const name of [
      'set-cookie',
      'server',
      'refresh',
      'access-control-allow-origin',
      'x-internal',
      'location',
      'link',
    ])
      expect(headers.has(name)).toBe(false)
  })

  it('when nothing has changed, 304 and its tag come back', async () => {
    web.neighbours.order.answer = (_, response) => response.writeHead(304, { etag: '"3"' }).end()
    const response = await get(orderPath, { 'if-none-match': '"3"' })
    expect([response.status, response.headers.get('etag')]).toEqual([304, '"3"'])
  })
})

describe('an answer that is none for a browser', () => {
  it.each<[string, number, Record<string, string>]>([
    ['a redirect', 302, { location: '/api/internal/v1/orders' }],
    ['a page', 200, { 'content-type': 'text/html' }],
    ['a script', 200, { 'content-type': 'text/javascript' }],
    ['without a type', 200, {}],
    ['about the credential', 401, { 'content-type': 'application/problem+json' }],
  ])('when it is %s, it is 502 and nothing of it comes back', async (_, status, headers) => {
    web.neighbours.order.answer = (_, response) => response.writeHead(status, headers).end('<script>')
    const response = await get(orderPath)
    expect(response.status).toBe(502)
    expect(response.headers.has('location')).toBe(false)
    expect(await response.json()).toMatchObject({ code: 'order-unusable' })
    expect(web.neighbours.order.seen).toHaveLength(1) // and nobody followed it
  })

  it('when none comes in time, it is 504, and order’s side is given up', async () => {
    const closed = Promise.withResolvers<void>()
    web.neighbours.order.answer = (_, response) => response.once('close', closed.resolve)
    const response = await get(orderPath)
    expect([response.status, response.headers.get('retry-after')]).toEqual([504, '1'])
    expect(await response.json()).toMatchObject({ code: 'order-late' })
    await closed.promise
  })

  it('when it breaks off, the browser’s breaks off too and does not look whole', async () => {
    web.neighbours.order.answer = (_, response) => {
      response.setHeader('content-type', 'application/json').write('{"data":[')
      setImmediate(() => response.destroy())
    }
    await expect(get(orderPath).then((response) => response.text())).rejects.toThrow()
  })

  it('when the browser is gone before it begins, order’s side is given up at once', async () => {
    const [begun, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    web.neighbours.order.answer = (_, response) => {
      response.once('close', closed.resolve)
      begun.resolve()
    }
    const browser = new AbortController()
    const call = fetch(web.url + orderPath, { signal: browser.signal }).catch(() => 'gone')
    await begun.promise
    browser.abort()
    expect(await call).toBe('gone')
    await closed.promise
    await waitFor(() => web.lines.some((line) => line.includes('"status":499')), { what: 'the log to say so' })
  })
})

describe('a neighbour that is away', () => {
  it('when it is order, the shopper is told so with Retry-After, and served again as soon as it is back', async () => {
    const order = await startRecordingServer()
    await using alone = await startWeb({ services__order__http__0: order.url })
    const call = () => fetch(alone.url + orderPath)
    expect((await call()).status).toBe(200)
    await order.stop()
    for (let i = 0; i < 20; i += 1) {
      const response = await call()
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await response.json()).toMatchObject({ code: 'order-unavailable' })
    }
    expect((await fetch(`${alone.url}/readyz`)).status).toBe(200) // it serves the page that says so
    const again = await startRecordingServer(order.port)
    expect((await call()).status).toBe(200)
    await again.stop()
  })
})

describe('an operator’s call', () => {
  const ops = (path: string, headers: Record<string, string> = {}) => get(path, { cookie, ...headers })

  it.each([
    ['order', opsRoutes.order[0]],
    ['payment', opsRoutes.payment[0]],
    ['notification', opsRoutes.notification[0]],
  ] as const)(
    'when it is for %s, it goes there with the service credential and the operator’s name',
    async (name, route) => {
      expect(opsAddress(route)).toBe(`/ops/api/${name}/overview`)
      expect((await ops(opsAddress(route), { 'x-operator': 'eve', authorization: 'Bearer x' })).status).toBe(200)
      const [seen, ...more] = web.neighbours[name].seen
      expect(more).toEqual([])
      expect(seen?.url).toBe('/api/internal/v1/overview')
      expect(seen?.headers).toMatchObject({ authorization: `Bearer ${serviceKey}`, 'x-operator': 'ada' })
      expect(seen?.headers.cookie).toBeUndefined()
    },
  )

  it('when it is for the app host, it goes with the key of the app host; for the e-wallet, with none', async () => {
    await ops('/ops/api/app-host/resources')
    await ops('/ops/api/e-wallet/control/scenarios')
    expect(web.neighbours.apphost.seen[0]?.headers.authorization).toBe(`Bearer ${appHostKey}`)
    expect(web.neighbours.ewallet.seen[0]?.headers.authorization).toBeUndefined()
  })

  it('when it acts, body and reason arrive', async () => {
    const path = `/ops/api/order/orderprocesses/${userId}/jobs/invoice/retry`
    expect((await postJson(web.url + path, { reason: 'It was the printer' }, { cookie })).status).toBe(200)
    expect(lastSeen()).toMatchObject({
      ...{ method: 'POST', url: `/api/internal/v1/orderprocesses/${userId}/jobs/invoice/retry` },
      ...{ body: '{"reason":"It was the printer"}', headers: { 'x-operator': 'ada' } },
    })
  })

  it('when the service does not know our credential, the operator is not told to log in', async () => {
    web.neighbours.payment.answer = (_, response) =>
      response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{}')
    expect((await ops('/ops/api/payment/overview')).status).toBe(502)
  })

  it('when e-wallet and app host are not told of, their addresses do not exist', async () => {
    await using plain = await startWeb({ services__ewallet__http__0: '', APP_HOST_URL: '', APP_HOST_KEY: '' })
    const headers = { cookie: await plain.logIn() }
    for (const path of ['/ops/api/e-wallet/control/scenarios', '/ops/api/app-host/resources'])
      expect((await fetch(plain.url + path, { headers })).status).toBe(404)
    expect(await (await fetch(`${plain.url}/ops/session`, { headers })).json()).toMatchObject({
      ...{ eWallet: false, resources: false },
    })
  })
})
