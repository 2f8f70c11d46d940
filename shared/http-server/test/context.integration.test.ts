import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderId, startServer } from './support/start-server.ts'

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

type Seen = { context: Record<string, string>; sent: Record<string, string> }

const touch = (headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/v1/orders/${orderId}/touch`, { method: 'POST', headers })
const traceId = '0af7651916cd43dd8448eb211c80319c'
const accessLines = (requestId: string | null) =>
  server.lines.filter((line) => line.msg === 'request' && line.requestId === requestId)

describe('the context of a request', () => {
  it('when the caller names request and trace, both are kept, returned and passed on', async () => {
    const response = await touch({ 'x-request-id': 'caller-1', traceparent: `00-${traceId}-b7ad6b7169203331-01` })
    expect(response.headers.get('x-request-id')).toBe('caller-1')
    const { context, sent } = (await response.json()) as Seen
    expect(context).toMatchObject({ requestId: 'caller-1', orderId })
    expect(sent['x-request-id']).toBe('caller-1')
    expect(sent.traceparent).toContain(traceId)
  })

  it.each([
    ['missing', {}],
    ['odd', { 'x-request-id': 'a b<script>', traceparent: '00-zz-1-01' }],
    ['too long', { 'x-request-id': 'a'.repeat(300), traceparent: 'a'.repeat(300) }],
  ])('when they are %s, new ones are made', async (_, headers) => {
    const response = await touch(headers as Record<string, string>)
    const requestId = response.headers.get('x-request-id')
    expect(requestId).toMatch(/^new-id-\d+$/)
    const { context } = (await response.json()) as Seen
    expect(context.requestId).toBe(requestId)
    expect(context.traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/)
  })

  it('when someone outside names a user or an address, it is ignored', async () => {
    const { context } = (await (await touch({ 'x-user-id': 'eve', 'x-forwarded-for': '1.2.3.4' })).json()) as Seen
    expect(JSON.stringify(context)).not.toMatch(/eve|1\.2\.3\.4/)
  })
})

describe('every answer', () => {
  it.each(['/livez', '/api/v1/nothing', '/api/internal/v1/things', '/openapi.json', '/docs'])(
    'when it comes from %s, it has the headers that protect it',
    async (path) => {
      const { headers } = await fetch(server.url + path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-request-id')).toMatch(/^new-id-/)
    },
  )
})

describe('the access log', () => {
  it('when a request was answered, it has one line with the pattern of the route and no value', async () => {
    const response = await fetch(`${server.things}?name=SECRET`)
    const lines = accessLines(response.headers.get('x-request-id'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      level: 'info',
      method: 'GET',
      route: '/api/v1/orders/:orderId/things',
      status: 200,
      durationMs: expect.any(Number),
      orderId,
    })
    expect(JSON.stringify(server.lines)).not.toContain('SECRET')
  })

  it('when a request was refused, the line has the code', async () => {
    const response = await fetch(`${server.url}/api/v1/orders/no-uuid/things`)
    const [line] = accessLines(response.headers.get('x-request-id'))
    expect(line).toMatchObject({ status: 400, code: 'invalid-request' })
  })

  it('when there is no route, the line has none', async () => {
    const response = await fetch(`${server.url}/SECRET`)
    const [line] = accessLines(response.headers.get('x-request-id'))
    expect(line).toMatchObject({ status: 404 })
    expect(line).not.toHaveProperty('route')
  })

  it('when a probe asks, the line is for debugging only', async () => {
    const response = await fetch(`${server.url}/livez`)
    expect(accessLines(response.headers.get('x-request-id'))[0]).toMatchObject({ level: 'debug' })
  })
})
