import { describe, expect, it } from 'vitest'
import { createRateLimit } from '../src/index.ts'
import { orderId, startServer } from './support/start-server.ts'

const path = '/api/v1/orders/:orderId/*'
const otherId = '019aa2b0-5b5a-7000-8000-000000000002'

function limited(changes: Partial<Parameters<typeof createRateLimit>[0]> = {}) {
  const guard = createRateLimit({
    reads: { perSecond: 0.1, burst: 3 },
    writes: { perSecond: 0.1, burst: 1 },
    callerOf: (c) => c.req.param('orderId'),
    monotonicMs: () => 0,
    ...changes,
  })
  return startServer({ app: { guards: [{ path, guard }] } })
}

const codesOf = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status).sort()

describe('a rate limit', () => {
  it('when a caller asks too often, it is 429 with Retry-After as a problem, and no handler runs', async () => {
    await using server = await limited()
    expect(await codesOf([1, 2, 3].map(() => fetch(server.things)))).toEqual([200, 200, 200])
    const refused = await fetch(server.things)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('10')
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(await refused.json()).toMatchObject({
      status: 429,
      code: 'too-many-requests',
      requestId: expect.any(String),
    })
    expect(server.lines.at(-1)).toMatchObject({ status: 429, code: 'too-many-requests' })
  })

  it('when reading is used up, writing is not, nor another caller, nor what is not limited', async () => {
    await using server = await limited()
    await codesOf([1, 2, 3, 4].map(() => fetch(server.things)))
    expect((await server.post(server.things, JSON.stringify({ name: 'a', count: 1 }))).status).toBe(201)
    expect((await fetch(server.things.replace(orderId, otherId))).status).toBe(200)
    for (const other of ['/livez', '/readyz', '/openapi.json'])
      expect((await fetch(server.url + other)).status).toBe(200)
  })

  it('when it refuses, nothing of the body was read', async () => {
    await using server = await limited()
    const refusedLater = [1, 2].map(() => server.post(server.things, 'no JSON', { 'content-type': 'text/plain' }))
    expect(await codesOf(refusedLater)).toEqual([415, 429])
  })

  it('when time has passed, the caller is served again', async () => {
    let atMs = 0
    await using server = await limited({ monotonicMs: () => atMs })
    await codesOf([1, 2, 3].map(() => fetch(server.things)))
    expect((await fetch(server.things)).status).toBe(429)
    atMs = 10_000
    expect(await codesOf([1, 2].map(() => fetch(server.things)))).toEqual([200, 429])
  })

  it('when it is nobody’s request, or the rate is 0, it is not limited', async () => {
    await using nobody = await limited({ callerOf: () => undefined })
    expect(new Set(await codesOf(Array.from({ length: 20 }, () => fetch(nobody.things))))).toEqual(new Set([200]))
    await using free = await limited({ reads: { perSecond: 0, burst: 1 } })
    expect(new Set(await codesOf(Array.from({ length: 20 }, () => fetch(free.things))))).toEqual(new Set([200]))
  })
})
