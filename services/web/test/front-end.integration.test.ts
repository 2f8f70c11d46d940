import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildFrontEnd, page, script } from './support/build-front-end.ts'
import { rawRequest, requestText } from './support/raw-request.ts'
import { startWeb, type Web } from './support/start-web.ts'

let built: Awaited<ReturnType<typeof buildFrontEnd>>
let web: Web
beforeAll(async () => {
  built = await buildFrontEnd()
  web = await startWeb({ WEB_DIST: built.dist })
})
afterAll(async () => {
  await web.stop()
  await built.remove()
})

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const get = (path: string, headers: Record<string, string> = {}) => fetch(web.url + path, { headers })
const asset = '/assets/app-1a2b.js'

describe('the page', () => {
  it.each([
    '/',
    '/orders',
    '/orders/019aa2b0-5b5a-7000-8000-00000000000b?x=1',
    '/ops',
    '/ops/processes',
    '/ops/login',
    '/anything/else',
  ])('when a browser opens %s, it gets the one page, which it asks for again each time', async (path) => {
    const response = await get(path, html)
    expect([response.status, await response.text()]).toEqual([200, page])
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    const etag = response.headers.get('etag') ?? ''
    expect((await get(path, { ...html, 'if-none-match': etag })).status).toBe(304)
  })

  it('when it is served, its policy lets only scripts of ours run, and no other host be asked', async () => {
    const { headers } = await get('/', html)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
  })

  it.each([
    '/',
    asset,
    '/api/v1/nothing',
    '/api/internal/v1/overview',
    '/settings',
    '/ops/session',
    '/livez',
    '/docs',
    '/%zz',
    '/nothing.png',
  ])('when the answer is that of %s, it has the headers that protect it', async (path) => {
    const { headers } = await get(path)
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' },
      ...{ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' },
      ...{ 'permissions-policy': expect.stringContaining('camera=()') },
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
    })
  })

  it.each([
    '/api',
    '/api/v1/x',
    '/api/internal/v1/overview',
    '/ops/api',
    '/ops/api/order/x',
    '/assets/gone-1.js',
    '/assets/',
    '/docs/x',
  ])('when a browser opens %s, it is never the page', async (path) => {
    const response = await get(path, html)
    expect([401, 404]).toContain(response.status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  it('when no page is asked for, an unknown address is 404', async () => {
    expect((await get('/favicon.png', { accept: 'image/*' })).status).toBe(404)
    expect((await get('/orders', { accept: 'application/json' })).status).toBe(404)
  })

  it.each([
    ['POST', '/'],
    ['DELETE', asset],
    ['PUT', '/orders'],
    ['OPTIONS', asset],
  ])('when it is %s %s, it is 405 with Allow', async (method, path) => {
    const response = await fetch(web.url + path, { method, headers: html })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})

describe('an address with a fault', () => {
  it.each(['/users/%zz/orders', '/?name=%00a', '/users/%2e%2e/x', '/ops/orders?page=2&page=3', '/assets%2fx'])(
    'when a browser opens %s, it is 400 with the page, which nobody keeps for a good one',
    async (target) => {
      const etag = (await get('/', html)).headers.get('etag') ?? ''
      const answer = await rawRequest(web.port, requestText({ target, headers: { ...html, 'If-None-Match': etag } }))
      expect(answer).toMatch(/^HTTP\/1.1 400/)
      expect(answer).toMatch(/content-type: text\/html/i)
      expect(answer).toMatch(/content-security-policy: default-src 'none'; script-src 'self'/i)
      expect(answer).toContain(page)
    },
  )

  it.each([
    ['/api/v1/users/%zz/orders', 'text/html', 'GET'],
    ['/ops/api/order/x?a=%00', 'text/html', 'GET'],
    ['/assets/%zz', 'text/html', 'GET'],
    ['/users/%zz/orders', 'application/json', 'GET'],
    ['/users/%zz/orders', 'text/html', 'POST'],
  ])('when %s is asked for as %s by %s, it is 400 with a problem document', async (target, accept, method) => {
    const answer = await rawRequest(web.port, requestText({ target, method, headers: { accept } }))
    expect(answer).toMatch(/^HTTP\/1.1 400/)
    expect(answer).toContain('"code":"invalid-request"')
  })
})

describe('a file of the build', () => {
  it.each([
    ['br', 'gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip;q=0.8', 'gzip'],
    ['nothing it knows', 'zstd', null],
    ['br refused', 'br;q=0, gzip', 'gzip'],
    ['nothing', 'identity', null],
  ])('when the browser reads %s, it gets that, to keep for ever', async (_, accepted, coding) => {
    const response = await get(asset, { 'accept-encoding': accepted })
    expect(await response.text()).toBe(script)
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it('when encodings differ, so do their tags; each is good for its own', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (coding) => {
        const etag = (await get(asset, { 'accept-encoding': coding })).headers.get('etag') ?? ''
        expect((await get(asset, { 'accept-encoding': coding, 'if-none-match': `"x", W/${etag}` })).status).toBe(304)
        return etag
      }),
    )
    expect(new Set(tags).size).toBe(3)
  })

  it('when it is outside the assets, it is asked for again each time', async () => {
    const response = await get('/favicon.svg')
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  })

  it('when it is HEAD, it is answered like GET, without the body', async () => {
    const response = await fetch(web.url + asset, { method: 'HEAD', headers: { 'accept-encoding': 'br' } })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(response.headers.get('etag')).toBe((await get(asset, { 'accept-encoding': 'br' })).headers.get('etag'))
  })
})

describe('a path that plays tricks', () => {
  it.each([
    ...[
      '/assets/../../secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/..%5csecret.txt',
    ],
    ...[
      '/assets/..\\..\\secret.txt',
      '//secret.txt',
      '/assets//../../src/main.ts',
      '/%252e%252e/secret.txt',
      '/../src/main.ts',
    ],
    ...['/assets/app-1a2b.js%00.png', '/assets/app-1a2b.js/', '/link.txt', '/linked/main.ts', '/.vite/manifest.json'],
    ...[
      '/assets/app-1a2b.js.br',
      '/assets/app-1a2b.js.gz',
      '/assets',
      '/assets/.',
      '/etc/passwd',
      '//etc/passwd',
      '/file:///etc/passwd',
    ],
    ...['/__proto__', '/constructor', '/assets/ＡＰＰ', '/assets/app-1a2b.js;x', '/ASSETS/app-1a2b.js'],
  ])('when it is %s, nothing outside the build is served', async (target) => {
    const answer = await rawRequest(web.port, requestText({ target }))
    expect(answer).toMatch(/^HTTP\/1.1 40[04]/)
    expect(answer).not.toContain('SECRET')
  })
})

describe('a front end that has not been built', () => {
  it('when a page is opened, it says so, and serves it as soon as it is there; the rest works', async () => {
    const later = await buildFrontEnd()
    await rm(join(later.dist, 'index.html'))
    await using unbuilt = await startWeb({ WEB_DIST: later.dist })
    const response = await fetch(unbuilt.url, { headers: html })
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('has not been built')
    expect((await fetch(`${unbuilt.url}/settings`)).status).toBe(200)
    expect((await fetch(`${unbuilt.url}/ops/login`, { headers: html })).status).toBe(503)
    await writeFile(join(later.dist, 'index.html'), page)
    expect(await (await fetch(unbuilt.url, { headers: html })).text()).toBe(page)
    await later.remove()
  })
})
