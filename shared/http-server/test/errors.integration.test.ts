import type { AppError } from '@waybill/errors'
import { HTTPException } from 'hono/http-exception'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from './support/start-server.ts'
import { neighbourFault, refusal } from './support/things-routes.ts'

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

function failWith(failure: unknown) {
  server.stage.failure = failure
  return fetch(`${server.url}/api/v1/failing`)
}
const linesAt = (level: string, requestId: string | null) =>
  server.lines.filter((line) => line.level === level && line.requestId === requestId)

describe('a refusal', () => {
  it.each<[AppError['kind'], number]>([
    ['invalid', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['too-large', 413],
    ['unsupported', 415],
    ['unprocessable', 422],
    ['too-many', 429],
    ['unavailable', 503],
  ])('when it is of kind %s, it is %i with its message and code', async (kind, status) => {
    const response = await failWith(refusal(kind, { cause: new Error('SECRET') }))
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('idempotency-replayed')).toBeNull()
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: response.statusText,
      status,
      detail: 'May be shown.',
      code: 'some-code',
      requestId: response.headers.get('x-request-id'),
    })
  })

  it('when it names faults, they are listed', async () => {
    const errors = [{ path: 'json.name', message: 'is odd' }]
    expect(await (await failWith(refusal('invalid', { errors }))).json()).toMatchObject({ errors })
  })

  it('when it knows when to come back, Retry-After says so in whole seconds', async () => {
    const response = await failWith(refusal('conflict', { retryAfterSeconds: 1.2 }))
    expect(response.headers.get('retry-after')).toBe('2')
  })

  it('when it does not know, only 429 and 503 say Retry-After: 1', async () => {
    expect((await failWith(refusal('conflict'))).headers.get('retry-after')).toBeNull()
    expect((await failWith(refusal('too-many'))).headers.get('retry-after')).toBe('1')
    expect((await failWith(refusal('unavailable'))).headers.get('retry-after')).toBe('1')
  })

  it('when it is the stored answer of an earlier request, it says so', async () => {
    const response = await failWith(refusal('conflict', { replayed: true }))
    expect(response.headers.get('idempotency-replayed')).toBe('true')
  })
})

describe('a failure', () => {
  it('when it is unknown, it is 500, says nothing of its inside and is logged', async () => {
    const response = await failWith(new TypeError('SECRET in the inside'))
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'internal-error', title: 'Internal Server Error' })
    expect(text).not.toMatch(/SECRET|TypeError|\.ts/)
    const [line] = linesAt('error', response.headers.get('x-request-id'))
    expect(line).toMatchObject({ err: { type: 'TypeError', message: 'SECRET in the inside' } })
  })

  it('when something was thrown that is no error, it is 500 and logged', async () => {
    const response = await failWith('SECRET text')
    expect(response.status).toBe(500)
    const problem = (await response.json()) as { code: string; requestId: string }
    expect(problem.code).toBe('internal-error')
    expect(linesAt('error', problem.requestId)).toHaveLength(1)
  })

  it('when a neighbour did not answer, it is 503 without the text, and logged', async () => {
    const response = await failWith(neighbourFault())
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('1')
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'neighbour-unavailable' })
    expect(text).not.toMatch(/SECRET|payment/)
    expect(linesAt('warn', response.headers.get('x-request-id'))[0]).toMatchObject({ neighbour: 'payment' })
  })

  it('when the framework refuses, its status is kept and its text is not', async () => {
    const response = await failWith(new HTTPException(415, { message: 'SECRET' }))
    expect(response.status).toBe(415)
    expect(await response.text()).not.toContain('SECRET')
  })
})

describe('a stored answer', () => {
  const body = '{ "name":"Åsa",\n "count" : 1e2 }'

  it('when it is sent first, it is byte for byte what was stored', async () => {
    server.stage.stored = { status: 201, body, replayed: false }
    const response = await fetch(`${server.url}/api/v1/stored`)
    expect(response.status).toBe(201)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('idempotency-replayed')).toBeNull()
    expect(await response.text()).toBe(body)
  })

  it('when it is replayed, it is the same and says so', async () => {
    server.stage.stored = { status: 409, body, replayed: true }
    const response = await fetch(`${server.url}/api/v1/stored`)
    expect(response.status).toBe(409)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('idempotency-replayed')).toBe('true')
    expect(await response.text()).toBe(body)
  })
})
