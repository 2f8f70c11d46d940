import { describe, expect, it } from 'vitest'
import { sendProblem } from '../src/index.ts'
import { startServer } from './support/start-server.ts'

describe('headers of a service', () => {
  it('when it names some, every answer has them beside the others', async () => {
    await using server = await startServer({ app: { headers: { 'Referrer-Policy': 'no-referrer' } } })
    for (const path of ['/livez', '/nothing', '/docs', '/api/internal/v1/things', '/api/v1/orders/no-uuid/things']) {
      const { headers } = await fetch(server.url + path)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

describe('a guard', () => {
  it('when it refuses, nothing of the request was looked at, and what it does not guard is untouched', async () => {
    const path = '/api/v1/orders/*'
    await using server = await startServer({
      app: { guards: [{ path, guard: async (c) => sendProblem(c, 403, 'guarded') }] },
    })
    const response = await server.post(server.things, 'no JSON at all', { 'content-type': 'text/plain' })
    expect(response.status).toBe(403)
    expect((await fetch(`${server.url}/api/v1/nothing`)).status).toBe(404)
  })
})

describe('a fallback', () => {
  const fallback = async (c: import('hono').Context) => (c.req.path === '/file' ? c.text('a file') : undefined)

  it('when no route has the address, it is asked; what it does not have is 404, and 405 stays 405', async () => {
    await using server = await startServer({ app: { fallback } })
    expect(await (await fetch(`${server.url}/file`)).text()).toBe('a file')
    expect((await fetch(`${server.url}/other`)).status).toBe(404)
    expect((await fetch(`${server.url}/livez`, { method: 'POST' })).status).toBe(405)
  })
})

describe('what is said of an address that is refused', () => {
  const refusedTarget = async (c: import('hono').Context) =>
    c.req.path.startsWith('/pages/') ? c.text('a page', 400) : undefined

  it('when it is asked, its answer counts; where it has none, the problem says what is wrong', async () => {
    await using server = await startServer({ app: { refusedTarget } })
    const page = await fetch(`${server.url}/pages/%zz`)
    expect([page.status, await page.text()]).toEqual([400, 'a page'])
    expect((await fetch(`${server.url}/pages/x`)).status).toBe(404)
    const other = await fetch(`${server.url}/other/%zz`)
    expect([other.status, await other.json()]).toMatchObject([400, { code: 'invalid-request' }])
  })
})
