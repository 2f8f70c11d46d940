import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from './support/start-server.ts'

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

type Operation = { responses: Record<string, unknown>; security?: unknown }
type Document = {
  openapi: string
  info: object
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, object>>
}

describe('/openapi.json', () => {
  it('when it is asked for, it is an OpenAPI 3.1 document of all routes', async () => {
    const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document
    expect(document.openapi).toBe('3.1.0')
    expect(document.info).toEqual({ title: 'Things <service>', version: '1.2.3' })
    expect(Object.keys(document.paths)).toHaveLength(6)
    expect(Object.keys(document.components.schemas ?? {}).sort()).toEqual(['Problem', 'Thing'])
  })

  it('when a route can be refused, the document says how', async () => {
    const { paths, components } = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document
    const answers = (path: string, method: string) => Object.keys(paths[path]?.[method]?.responses ?? {}).map(Number)
    expect(answers('/api/v1/orders/{orderId}/things', 'post')).toEqual([201, 400, 409, 413, 415, 500, 503])
    expect(answers('/api/v1/orders/{orderId}/touch', 'post')).toEqual([200, 400, 500, 503])
    expect(answers('/api/internal/v1/things', 'get')).toEqual([200, 400, 401, 500, 503])
    expect(paths['/api/internal/v1/things']?.get?.security).toEqual([{ serviceKey: [] }])
    expect(components.securitySchemes?.serviceKey).toMatchObject({ type: 'http', scheme: 'bearer' })
  })
})

describe('/docs', () => {
  it('when it is opened, it has no inline script and asks no other host', async () => {
    const response = await fetch(`${server.url}/docs`)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self';.*connect-src 'self';/)
    const page = await response.text()
    expect(page).toContain('<title>Things &lt;service&gt;</title>')
    expect(page.match(/<script(?! src="\/docs\/[a-z]+\.js"><\/script>)/g)).toBeNull()
    expect(page).not.toMatch(/https?:/)
  })

  it('when its scripts are fetched, they come from here', async () => {
    for (const [name, part] of Object.entries({ start: '/openapi.json', scalar: 'createApiReference' })) {
      const response = await fetch(`${server.url}/docs/${name}.js`)
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect(await response.text()).toContain(part)
    }
  })
})
