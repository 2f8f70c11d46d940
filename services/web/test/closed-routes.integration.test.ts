import type { Contract } from '@waybill/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allContracts, operatorContracts, ownContracts, pathOf, shopperContracts } from './support/contracts.ts'
import { type RawParts, rawRequest, requestText } from './support/raw-request.ts'
import { appHostKey, opsKey, orderPath, serviceKey, startWeb, userId, type Web } from './support/start-web.ts'

let web: Web
let cookie: string
beforeAll(async () => {
  web = await startWeb()
  cookie = await web.logIn()
})
afterAll(() => web.stop())
beforeEach(() => {
  for (const neighbour of Object.values(web.neighbours)) neighbour.seen.length = 0
})

// What may arrive at a neighbour when a shopper calls, whatever was sent: order's user-facing routes.
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const shopperTargets = new RegExp(`^/api/v1/users/${uuid}/orders(/${uuid}(/events|/checkout)?)?(\\?|$)`)

function expectOnlyShopperCalls() {
  const { order, ...others } = web.neighbours
  expect(Object.values(others).flatMap(({ seen }) => seen)).toEqual([])
  expect(order.seen.filter(({ url }) => !shopperTargets.test(url))).toEqual([])
  for (const { headers } of order.seen) {
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['authorization']))
    for (const name of ['authorization', 'x-operator', 'cookie', 'x-user-id', 'x-forwarded-for', 'x-original-url']) {
      expect(headers[name]).toBeUndefined()
    }
  }
}

const send = (parts: RawParts) => rawRequest(web.port, requestText(parts))
const bodyOf = ({ method }: { method: string }) => (['get', 'delete'].includes(method) ? undefined : '{}')

// Each takes the address of a route that a shopper must not reach, and hides it.
const disguises: Record<string, (path: string) => string> = {
  'as it is': (path) => path,
  'a slash more at the front': (path) => `/${path}`,
  'slashes twice': (path) => path.replaceAll('/', '//'),
  'a slash at the end': (path) => `${path}/`,
  'a dot at the end': (path) => `${path}.`,
  'a dot segment at the end': (path) => `${path}/.`,
  'dot segments from a route that is passed on': (path) => `${orderPath}/../../../../../..${path}`,
  'the same, encoded': (path) => `${orderPath}/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e${path}`,
  'the same, half encoded': (path) => `${orderPath}/.%2e/%2E./..%2f..%2f..%2f..${path}`,
  'the same, encoded twice': (path) => `${orderPath}/%252e%252e/%252e%252e/%252e%252e/%252e%252e${path}`,
  'the same with backslashes': (path) => `${orderPath}\\..\\..\\..\\..\\..\\..${path.replaceAll('/', '\\')}`,
  'the same with encoded backslashes': (path) => `${orderPath}%5c..%5c..%5c..%5c..%5c..%5c..${path}`,
  'dot segments inside /api/v1': (path) => path.replace('/api/', '/api/v1/../'),
  'the same, encoded, inside': (path) => path.replace('/api/', '/api/v1/%2e%2e/'),
  'a dot segment inside': (path) => path.replace('/api/', '/api/./'),
  'an id that climbs': (path) => `/api/v1/users/..%2f..%2f..%2f..${encodeURIComponent(path)}/orders`,
  'an id that ends the path': (path) => `/api/v1/users/${userId}/orders/${encodeURIComponent(`x?/../../../..${path}`)}`,
  'an id with a fragment': (path) => `/api/v1/users/${encodeURIComponent(`a/../../../..${path}#`)}/orders`,
  'slashes encoded': (path) => path.replaceAll('/', '%2f').replace('%2f', '/'),
  'slashes encoded twice': (path) => path.replaceAll('/', '%252f').replace('%252f', '/'),
  'letters encoded': (path) => path.replace('internal', '%69nternal').replace('api', '%61pi'),
  'letters encoded twice': (path) => path.replace('internal', '%2569nternal').replace('api', '%2561pi'),
  'overlong UTF-8': (path) => path.replaceAll('/', '%c0%af').replace('%c0%af', '/'),
  'capital letters': (path) => path.toUpperCase(),
  'one capital letter': (path) => path.replace('internal', 'Internal').replace('api', 'Api'),
  'wide letters': (path) => path.replace('internal', encodeURIComponent('ｉnternal')),
  parameters: (path) => path.replace('/api', '/api;a=b').replace('/v1', '/v1;jsessionid=1'),
  'parameters at the end': (path) => `${path};a=b`,
  'NUL at the end': (path) => `${path}%00`,
  'NUL before': (path) => `/api/v1/users/${userId}/orders%00${path}`,
  'a tab inside': (path) => path.replace('internal', 'inter%09nal'),
  'CR and LF inside': (path) => `${orderPath}%20HTTP/1.1%0d%0aHost:%20a%0d%0a%0d%0aGET%20${path}`,
  'an absolute address': (path) => `http://localhost${path}`,
  'an absolute address of the neighbour': (path) => `${web.neighbours.order.url}${path}`,
  'an address with credentials': (path) => `http://order@localhost${path}`,
  'a host in the path': (path) => `//127.0.0.1:${web.neighbours.order.port}${path}`,
  'an at sign': (path) => `/@127.0.0.1:${web.neighbours.order.port}${path}`,
  'no slash at all': (path) => path.slice(1),
  'a query that looks like a path': (path) => `/api/v1/users/${userId}/orders?x=/../../../../..${path}`,
  'a question mark encoded': (path) => `${orderPath}%3f/../../../..${path}`,
  'a fragment': (path) => `${orderPath}#/../../../../..${path}`,
  'the operators’ door': (path) => `/ops/api/order${path.replace('/api/internal/v1', '')}`,
  'the operators’ door, encoded': (path) => `/%6fps/%61pi/order${path.replace('/api/internal/v1', '')}`,
  'the operators’ door from within': (path) => `/ops/login/../api/order${path.replace('/api/internal/v1', '')}`,
  'the operators’ door, twice': (path) => `/ops//api/order${path.replace('/api/internal/v1', '')}`,
  'the operators’ door in capitals': (path) => `/OPS/API/order${path.replace('/api/internal/v1', '')}`,
  'an asset': (path) => `/assets/..%2f..${path}`,
}

describe('what a shopper sends, by every trick with the path', () => {
  it.each(Object.entries(disguises))(
    'when any route of any service is asked for with %s, nothing but order’s user-facing routes is reached',
    async (_, disguise) => {
      await inParallel(allContracts, async (contract) => {
        const method = contract.method.toUpperCase()
        const answer = await send({ method, target: disguise(pathOf(contract)), ...withBody(bodyOf(contract)) })
        expect(answer).not.toMatch(secrets)
      })
      expectOnlyShopperCalls()
    },
  )

  it('when a route that is not for shoppers is asked for openly, it is not there: 401, 404 or 405, whatever the body', async () => {
    const others = allContracts.filter((one) => !shopperContracts.includes(one) && !ownContracts.includes(one))
    expect(others.length).toBeGreaterThan(40)
    await inParallel(others, async (contract) => {
      const parts = { method: contract.method.toUpperCase(), target: pathOf(contract), ...withBody(bodyOf(contract)) }
      expect(await send(parts), contract.path).toMatch(/^HTTP\/1.1 40[145] /)
    })
    expect(web.seen()).toEqual([])
  })

  const forged = {
    authorization: `Bearer ${serviceKey}`,
    'x-operator': 'eve',
    'x-user-id': 'eve',
    'x-forwarded-for': '1',
  }
  it('when it comes with the very service key and the name of an operator, that opens nothing and goes nowhere', async () => {
    await inParallel(allContracts, async (contract) => {
      const path = pathOf(contract)
      for (const target of [path, opsPath(path)]) {
        await send({ method: contract.method.toUpperCase(), target, headers: forged, ...withBody(bodyOf(contract)) })
      }
    })
    expectOnlyShopperCalls()
  })

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'when %s names another method, the method stays what it is',
    async (name) => {
      await send({ method: 'GET', target: `${orderPath}/checkout`, headers: { [name]: 'POST' } })
      await send({ method: 'POST', target: `/api/v1/users/${userId}/orders`, headers: { [name]: 'GET' }, body: '{}' })
      await send({ method: 'GET', target: orderPath, headers: { [name]: 'DELETE' } })
      expect(web.neighbours.order.seen.map(({ method, url }) => [method, url])).toEqual([['GET', orderPath]])
      expectOnlyShopperCalls()
    },
  )

  it.each([
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Forwarded-Prefix',
    'X-Forwarded-Uri',
    'X-Forwarded-Path',
    'Forwarded',
  ])('when %s names another address, the address stays what it is', async (name) => {
    for (const contract of allContracts) await send({ target: orderPath, headers: { [name]: pathOf(contract) } })
    expect(new Set(web.neighbours.order.seen.map(({ url }) => url))).toEqual(new Set([orderPath]))
    expectOnlyShopperCalls()
  })

  it('when Host names a neighbour, the neighbour is not asked for more', async () => {
    const hosts = [`127.0.0.1:${web.neighbours.payment.port}`, 'payment', 'localhost@payment', 'localhost/api/internal']
    for (const host of hosts) await send({ target: '/api/internal/v1/payments', headers: { Host: host } })
    for (const host of hosts) await send({ target: orderPath, headers: { Host: host } })
    expectOnlyShopperCalls()
  })
})

describe('what a shopper hides in another request', () => {
  const hidden = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer ${serviceKey}\r\n\r\n`
  const head = (lines: string) =>
    `POST ${orderPath}/checkout HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${lines}\r\n`

  it.each<[string, (inner: string) => string]>([
    [
      'a second request behind the first',
      (inner) => `${requestText({ target: orderPath, headers: { Connection: 'keep-alive' } })}${inner}`,
    ],
    [
      'Content-Length and Transfer-Encoding',
      (inner) => `${head('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n')}0\r\n\r\n${inner}`,
    ],
    ['two lengths', (inner) => `${head(`Content-Length: 0\r\nContent-Length: ${inner.length}\r\n`)}${inner}`],
    ['an odd encoding', (inner) => `${head('Transfer-Encoding: xchunked\r\n')}0\r\n\r\n${inner}`],
    [
      'two encodings',
      (inner) => `${head('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n')}0\r\n\r\n${inner}`,
    ],
    ['an encoding with a space', (inner) => `${head('Transfer-Encoding : chunked\r\n')}0\r\n\r\n${inner}`],
    ['a folded header', (inner) => `${head('X: a\r\n Transfer-Encoding: chunked\r\n')}${inner}`],
    ['a chunk with a wrong size', (inner) => `${head('Transfer-Encoding: chunked\r\n')}1\r\n{}\r\n0\r\n\r\n${inner}`],
    ['a bare line feed', (inner) => `GET ${orderPath} HTTP/1.1\nHost: a\n\n${inner}`],
    [
      'a body of a GET',
      (inner) => `GET ${orderPath} HTTP/1.1\r\nHost: a\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
    ],
    [
      'an upgrade',
      (inner) => `GET ${orderPath} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n${inner}`,
    ],
    ['a tunnel', (inner) => `CONNECT 127.0.0.1:${web.neighbours.order.port} HTTP/1.1\r\nHost: a\r\n\r\n${inner}`],
  ])('when it is %s, the hidden request reaches no internal route', async (_, wrap) => {
    const hide = async (contract: Contract) => {
      expect(await rawRequest(web.port, wrap(hidden(pathOf(contract))))).not.toMatch(secrets)
    }
    await inParallel(allContracts, hide, allContracts.length)
    expectOnlyShopperCalls()
  })

  it('when a header of the allow-list holds a line break, it ends no header', async () => {
    await send({ target: orderPath, headers: { 'If-None-Match': '"1"\r\n\r\nGET /api/internal/v1/payments HTTP/1.1' } })
    await send({
      target: `${orderPath}/checkout`,
      method: 'POST',
      headers: { 'Idempotency-Key': `${'k'.repeat(16)}\n\nGET /x` },
    })
    expectOnlyShopperCalls()
  })
})

describe('what an operator sends', () => {
  const allowed = operatorContracts.map((contract) => `${contract.method} ${contract.path}`)

  it('when the route is one of the allow-list, it arrives as what it is, and no other does', async () => {
    await inParallel(allContracts, async (contract) => {
      const method = contract.method.toUpperCase()
      for (const neighbour of ['order', 'payment', 'notification', 'e-wallet', 'app-host']) {
        const target = opsPath(pathOf(contract), neighbour)
        const answer = await send({ method, target, headers: { cookie }, ...withBody(bodyOf(contract)) })
        // Not even looked at: a body that fits better would not have helped.
        if (!allowed.includes(`${contract.method} ${contract.path}`)) expect(answer).toMatch(/^HTTP\/1.1 40[45] /)
      }
    })
    for (const { method, url } of web.seen()) {
      const contract = allContracts.find((one) => one.method.toUpperCase() === method && matches(one.path, url))
      expect(allowed).toContain(`${contract?.method} ${contract?.path}`)
    }
    expect(web.seen().length).toBeGreaterThan(10) // those that need no body are there
  })

  it.each(['kill', 'stop', 'start', 'restart%2f..%2fkill', 'RESTART', 'restart;kill'])(
    'when the command is %s, it is not passed on',
    async (command) => {
      const target = `/ops/api/app-host/resources/order/commands/${command}`
      expect(await send({ method: 'POST', target, headers: { cookie } })).toContain('HTTP/1.1 400')
      expect(web.seen()).toEqual([])
    },
  )

  it.each(['..', '%2e%2e', '..%2fsecrets', 'a%2fcommands%2fkill', '.', '%00'])(
    'when a resource is called %s, its address leads to no other',
    async (name) => {
      await send({ target: `/ops/api/app-host/resources/${name}/logs`, headers: { cookie } })
      expect(web.seen()).toEqual([])
    },
  )

  it('when the disguises come with the cookie, no route outside the allow-list is reached', async () => {
    const forbidden = allContracts.filter(({ method, path }) => !allowed.includes(`${method} ${path}`))
    const dangerous = forbidden.filter((contract) => !shopperContracts.includes(contract))
    for (const disguise of Object.values(disguises)) {
      await inParallel(dangerous, async (contract) => {
        const method = contract.method.toUpperCase()
        await send({ method, target: disguise(pathOf(contract)), headers: { cookie }, ...withBody(bodyOf(contract)) })
      })
    }
    for (const { method, url } of web.seen()) {
      const isForbidden = dangerous.some((one) => one.method.toUpperCase() === method && matches(one.path, url))
      expect(isForbidden, `${method} ${url}`).toBe(false)
    }
  })
})

describe('the secrets', () => {
  it('when everything above has been sent, no line of the log has one', () => {
    expect(web.lines.length).toBeGreaterThan(100)
    expect(web.lines.join('')).not.toMatch(secrets)
  })
})

const secrets = new RegExp([serviceKey, opsKey, appHostKey].join('|'))
const opsPath = (path: string, neighbour = 'order') => `/ops/api/${neighbour}${path.replace('/api/internal/v1', '')}`
const withBody = (body: string | undefined) => (body === undefined ? {} : { body })
const matches = (path: string, url: string) =>
  new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(url.split('?')[0] ?? '')

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>, atOnce = 8): Promise<void> {
  const waiting = [...items]
  const worker = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
