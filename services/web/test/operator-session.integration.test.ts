import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rawRequest, requestText } from './support/raw-request.ts'
import { cookieIn, opsKey, orderPath, postJson, startWeb, type Web } from './support/start-web.ts'

let web: Web
beforeAll(async () => {
  web = await startWeb()
})
afterAll(() => web.stop())

const session = (cookie?: string) =>
  fetch(`${web.url}/ops/session`, cookie === undefined ? {} : { headers: { cookie } })
const open = (query: string) => fetch(`${web.url}/ops/login${query}`, { redirect: 'manual' })
const hours = 60 * 60 * 1_000

describe('logging in', () => {
  it('when the key is right, the answer is the session, and the cookie is for the console alone', async () => {
    const response = await postJson(`${web.url}/ops/login`, { key: opsKey, operator: 'ada' })
    expect(response.status).toBe(200)
    const expected = { operator: 'ada', expiresAt: '2026-01-15T22:00:00.000Z', eWallet: true, resources: true }
    expect(await response.json()).toEqual(expected)
    const [value, ...attributes] = response.headers.get('set-cookie')?.split('; ') ?? []
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/ops', 'SameSite=Strict'])
    expect(value).not.toContain(opsKey)
    expect(await (await session(value)).json()).toEqual(expected)
  })

  it('when the address has the right key, it opens the console, and says nothing of itself to the next', async () => {
    const response = await open(`?key=${opsKey}`)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/ops'])
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await (await session(cookieIn(response))).json()).toMatchObject({ operator: 'operator' })
  })

  it('when the address has a wrong key, it leads to the page that asks, without a cookie', async () => {
    const response = await open('?key=a-wrong-one')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/ops/login'])
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  it.each([
    ['wrong', { key: 'a-wrong-one' }, 401],
    ['almost right', { key: opsKey.slice(0, -1) }, 401],
    ['longer', { key: `${opsKey}x` }, 401],
    ['blank', { key: ' ' }, 400],
    ['missing', {}, 400],
    ['no text', { key: [opsKey] }, 400],
    ['right, of an operator with a line break', { key: opsKey, operator: 'ada\r\nx' }, 400],
    ['right, of an operator with a blank', { key: opsKey, operator: 'ada lovelace' }, 400],
  ])('when the key is %s, nobody is logged in', async (_, body, status) => {
    const response = await postJson(`${web.url}/ops/login`, body)
    expect(response.status).toBe(status)
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  it('when the public address is https, the cookie is for https alone', async () => {
    await using secure = await startWeb({ PUBLIC_URL: 'https://shop.example' })
    const response = await postJson(`${secure.url}/ops/login`, { key: opsKey })
    expect(response.headers.get('set-cookie')).toContain('; Secure')
  })

  it('when ten wrong keys came within a minute, not even the right one gets in until the minute is over', async () => {
    await using guarded = await startWeb()
    const logIn = (key: string) => postJson(`${guarded.url}/ops/login`, { key })
    for (let i = 0; i < 9; i += 1) expect((await logIn('wrong')).status).toBe(401)
    expect((await logIn(opsKey)).status).toBe(200)
    guarded.clock.advance(20_000)
    expect((await logIn('wrong')).status).toBe(401)
    const refused = await logIn(opsKey)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40'])
    expect((await fetch(`${guarded.url}/ops/login?key=${opsKey}`, { redirect: 'manual' })).status).toBe(429)
    guarded.clock.advance(40_000)
    expect((await logIn(opsKey)).status).toBe(200)
  })

  it('when pages of others send browsers to the login, no try is used up and no cookie is given', async () => {
    await using guarded = await startWeb()
    const headers = { 'sec-fetch-site': 'cross-site' }
    for (const key of [...Array<string>(12).fill('wrong'), opsKey]) {
      const sent = await fetch(`${guarded.url}/ops/login?key=${key}`, { headers, redirect: 'manual' })
      expect([sent.headers.get('location'), sent.headers.get('set-cookie')]).toEqual([null, null])
    }
    expect((await postJson(`${guarded.url}/ops/login`, { key: opsKey })).status).toBe(200)
  })

  it('when it was tried in every way, no line of the log has a key', () => {
    expect(web.lines.length).toBeGreaterThan(5)
    expect(web.lines.join('')).not.toMatch(/an-ops-key|a-wrong-one/)
  })
})

describe('the cookie', () => {
  it.each<[string, (cookie: string) => string]>([
    ['missing', () => 'a=b'],
    ['empty', (cookie) => `${cookie.split('=')[0]}=`],
    ['of another operator', (cookie) => cookie.replace('ada', 'eve')],
    ['of a later hour', (cookie) => cookie.replace('=1', '=9')],
    ['without its signature', (cookie) => cookie.slice(0, cookie.lastIndexOf('.'))],
    ['with a signature of nothing', (cookie) => `${cookie.slice(0, cookie.lastIndexOf('.'))}.${'A'.repeat(43)}%3D`],
    ['cut', (cookie) => cookie.slice(0, -6)],
    ['twice, the forged one first', (cookie) => `${cookie.replace('ada', 'eve')}; ${cookie}`],
  ])('when it is %s, it is none', async (_, change) => {
    const response = await session(change(await web.logIn()))
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'login-required' })
    const denied = await fetch(`${web.url}/ops/api/order/overview`, { headers: { cookie: change(await web.logIn()) } })
    expect(denied.status).toBe(401)
    expect(web.seen()).toEqual([])
  })

  it('when it was made with another key, it is none', async () => {
    await using other = await startWeb({ OPS_KEY: 'another-ops-key-of-the-tests' })
    const cookie = await other.logIn('another-ops-key-of-the-tests')
    expect(cookie).toContain('ada')
    expect((await session(cookie)).status).toBe(401)
  })

  it('when twelve hours are over, it is none, whatever the browser keeps', async () => {
    await using later = await startWeb()
    const headers = { cookie: await later.logIn() }
    later.clock.advance(12 * hours - 1)
    expect((await fetch(`${later.url}/ops/session`, { headers })).status).toBe(200)
    later.clock.advance(1)
    expect((await fetch(`${later.url}/ops/session`, { headers })).status).toBe(401)
    expect((await fetch(`${later.url}/ops/api/order/overview`, { headers })).status).toBe(401)
  })

  it('when the operator logs out, the browser is told to forget it', async () => {
    const response = await fetch(`${web.url}/ops/logout`, { method: 'POST', headers: { cookie: await web.logIn() } })
    expect(response.status).toBe(204)
    expect(response.headers.get('set-cookie')).toMatch(
      /^waybill-operator=; Max-Age=0; Path=\/ops; HttpOnly; SameSite=Strict$/,
    )
  })
})

describe('a call that changes something', () => {
  const retry = '/ops/api/order/orderprocesses/retry'
  const act = async (headers: Record<string, string>) =>
    (await postJson(web.url + retry, { reason: 'test' }, { cookie: await web.logIn(), ...headers })).status

  it('when it comes from our own page, or from no page, it is passed on', async () => {
    expect(await act({ origin: web.url, 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await act({ origin: web.url })).toBe(200)
    expect(await act({ 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await act({})).toBe(200)
    const headers = { origin: web.url, 'sec-fetch-site': 'same-origin' }
    expect((await fetch(`${web.url}${orderPath}/checkout`, { method: 'POST', headers })).status).toBe(200)
  })

  it.each([
    ['another site', { origin: 'http://evil.test' }],
    ['another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['nowhere that it says', { origin: 'null' }],
    ['a name that begins like ours', { origin: 'http://127.0.0.1.evil.test' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('when it comes from %s, it is 403 and goes nowhere', async (_, headers) => {
    const before = web.seen().length
    expect(await act(headers as Record<string, string>)).toBe(403)
    expect(web.seen()).toHaveLength(before)
    const headersOnly = { method: 'POST', headers: headers as Record<string, string> }
    expect((await fetch(`${web.url}${orderPath}/checkout`, headersOnly)).status).toBe(403)
    expect(web.seen()).toHaveLength(before)
    for (const path of ['/ops/login', '/ops/logout'])
      expect((await postJson(web.url + path, { key: opsKey }, headers as Record<string, string>)).status).toBe(403)
  })

  it('when there is a public address, its origin is ours and no other', async () => {
    await using hidden = await startWeb({ PUBLIC_URL: 'https://shop.example/' })
    const logIn = (origin: string) => postJson(`${hidden.url}/ops/login`, { key: opsKey }, { origin })
    expect((await logIn('https://shop.example')).status).toBe(200)
    expect((await logIn('http://shop.example')).status).toBe(403)
    expect((await logIn(hidden.url)).status).toBe(403)
  })
})

describe('a console without a key', () => {
  it('when anything of it is asked for, there is none, whatever is presented', async () => {
    await using closed = await startWeb({ OPS_KEY: '' })
    const cookie = await web.logIn()
    for (const target of [
      '/ops/api/order/overview',
      '/ops/session',
      '/ops/login',
      '/ops/login?key=',
      '/ops/api',
      '/ops/api/x',
    ]) {
      const answer = await rawRequest(closed.port, requestText({ target, headers: { cookie } }))
      expect(answer).toMatch(/^HTTP\/1.1 404/)
      expect(answer).toContain('console-closed')
    }
    expect((await postJson(`${closed.url}/ops/login`, { key: opsKey })).status).toBe(404)
    expect(closed.seen()).toEqual([])
  })
})

describe('the settings', () => {
  it('when there are demonstration users and a mailbox, they are told', async () => {
    const demoUsers = [{ id: '01890000-0000-7000-8000-000000000001', name: 'José Åkesson' }]
    await using demo = await startWeb({
      ...{ DEMO_USERS: JSON.stringify(demoUsers), MAILBOX_URL: 'http://127.0.0.1:8025' },
    })
    expect(await (await fetch(`${demo.url}/settings`)).json()).toEqual({
      demoUsers,
      mailboxUrl: 'http://127.0.0.1:8025',
    })
    expect(await (await fetch(`${web.url}/settings`)).json()).toEqual({ demoUsers: [], mailboxUrl: null })
  })
})
