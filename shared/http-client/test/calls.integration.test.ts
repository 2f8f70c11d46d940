import { runInContext } from '@waybill/request-context'
import { createBreaker } from '@waybill/resilience'
import { describe, expect, it } from 'vitest'
import { neighbourFaults } from '../src/index.ts'
import { parcelsApi, sendParcel } from './contract.ts'
import { accepts, answers, hangs, problem, resets, startServer } from './misbehaving-server.ts'
import { createTestClient } from './test-client.ts'

describe('calls', () => {
  it('when the neighbour fails twice and then succeeds, it sends the same keyed request three times', async () => {
    await using server = await startServer(problem(500, 'internal'), resets, accepts)
    const answer = await createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)
    expect(answer).toEqual({ status: 202, body: { reference: 'r1' } })
    expect(server.seen).toHaveLength(3)
    for (const { method, url, headers, body } of server.seen) {
      expect({ method, url, body }).toEqual({
        method: 'POST',
        url: '/api/v1/users/ann/parcels/p1/send',
        body: '{"grams":100}',
      })
      expect(headers).toMatchObject({ 'idempotency-key': 'parcel-p1', authorization: 'Bearer secret' })
    }
  })

  it('when the fault is permanent, it asks once', async () => {
    await using server = await startServer(problem(403, 'forbidden'), accepts)
    const call = createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ status: 403, fault: 'permanent' })
    expect(server.seen).toHaveLength(1)
  })

  it('when it is called inside a request, it passes on the request id and the trace', async () => {
    await using server = await startServer(accepts)
    const traceparent = '00-11111111111111111111111111111111-2222222222222222-01'
    await runInContext({ requestId: 'request-1', traceparent }, () =>
      createTestClient(server.baseUrl)(parcelsApi.send, sendParcel),
    )
    expect(server.seen[0]?.headers['x-request-id']).toBe('request-1')
    expect(server.seen[0]?.headers.traceparent).toMatch(/^00-1{32}-(?!2{16})[\da-f]{16}-01$/)
  })

  it('when the neighbour asks to wait, it waits before it repeats', async () => {
    await using server = await startServer(answers(429, '', { 'retry-after': '1' }), accepts)
    const startedAtMs = performance.now()
    expect(await createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)).toMatchObject({ status: 202 })
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(990)
  })

  it('when the neighbour asks to wait longer than there is time, it gives up with what was asked', async () => {
    await using server = await startServer(answers(429, '', { 'retry-after': '60' }))
    const call = createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ status: 429, retryAfterSeconds: 60 })
    expect(server.seen).toHaveLength(1)
  })
})

describe('calls without an answer', () => {
  it('when nobody listens, it is a passing connection fault', async () => {
    const server = await startServer(accepts)
    await server.stop()
    const call = createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ kind: 'connection', fault: 'passing' })
    await expect(call).rejects.toThrow('parcels cannot be reached: ECONNREFUSED')
  })

  it('when the connection is reset, it is a passing connection fault', async () => {
    await using server = await startServer(resets)
    const call = createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ kind: 'connection', fault: 'passing' })
    expect(server.seen).toHaveLength(3)
  })

  it('when the answer is cut in the middle, it is a passing connection fault', async () => {
    await using server = await startServer((request, response) => {
      response.writeHead(202, { 'content-length': '100' })
      response.write('{"reference":', () => request.socket.destroy())
    })
    const call = createTestClient(server.baseUrl, { tries: 1 })(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ kind: 'connection', fault: 'passing' })
  })

  it.each([
    ['does not answer', hangs],
    ['stops in the middle', ((_, response) => response.writeHead(202).write('{')) satisfies typeof hangs],
  ])('when the neighbour %s, each attempt ends in time: a passing timeout', async (_, listener) => {
    await using server = await startServer(listener)
    const call = createTestClient(server.baseUrl, { tries: 2, attemptTimeoutMs: 50 })(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ kind: 'timeout', fault: 'passing' })
    expect(server.seen).toHaveLength(2)
  })

  it('when the total time is up, it is a passing timeout', async () => {
    await using server = await startServer(hangs)
    const call = createTestClient(server.baseUrl, { totalTimeoutMs: 50 })(parcelsApi.send, sendParcel)
    await expect(call).rejects.toMatchObject({ kind: 'timeout', fault: 'passing', neighbour: 'parcels' })
    expect(server.seen).toHaveLength(1)
  })

  it("when the caller's own time is up, it throws that and no fault of the neighbour", async () => {
    await using server = await startServer(hangs)
    const caller = AbortSignal.timeout(50)
    const outcome = createTestClient(server.baseUrl)(parcelsApi.send, sendParcel, caller).catch(
      (error: unknown) => error,
    )
    expect(await outcome).toBe(caller.reason)
  })

  it('when the caller leaves, it throws its reason, ends the request and keeps the circuit closed', async () => {
    const caller = new AbortController()
    const closed = Promise.withResolvers<void>()
    await using server = await startServer((_, response) => {
      response.on('close', closed.resolve)
      caller.abort(new Error('left'))
    }, accepts)
    const breaker = createBreaker({ ...neighbourFaults, opensAt: { inARow: 1 }, monotonicMs: () => 0 })
    const client = createTestClient(server.baseUrl, { breaker })
    await expect(client(parcelsApi.send, sendParcel, caller.signal)).rejects.toThrow('left')
    await closed.promise
    expect(server.seen).toHaveLength(1)
    expect(await client(parcelsApi.send, sendParcel)).toMatchObject({ status: 202 })
  })
})

describe('calls that are not made', () => {
  it('when the circuit is open, it is a passing fault and nobody is called', async () => {
    await using server = await startServer(problem(503, 'down'))
    const breaker = createBreaker({ ...neighbourFaults, opensAt: { inARow: 2 }, monotonicMs: () => 0 })
    const client = createTestClient(server.baseUrl, { tries: 1, breaker })
    for (const kind of ['status', 'status', 'circuit-open', 'circuit-open']) {
      await expect(client(parcelsApi.send, sendParcel)).rejects.toMatchObject({ kind, fault: 'passing' })
    }
    expect(server.seen).toHaveLength(2)
  })

  it.each([
    ['it refuses', problem(409, 'parcel-sent')],
    ['it asks to slow down', answers(429, '')],
    ['it answers nonsense', answers(202, '<html>')],
  ])('when the neighbour is there, although %s, the circuit stays closed', async (_, listener) => {
    await using server = await startServer(listener)
    const breaker = createBreaker({ ...neighbourFaults, opensAt: { inARow: 1 }, monotonicMs: () => 0 })
    await createTestClient(server.baseUrl, { tries: 1, breaker })(parcelsApi.send, sendParcel).catch(() => {})
    expect(breaker.state()).toBe('closed')
  })

  it('when too many calls are under way, it is a passing fault', async () => {
    await using server = await startServer(hangs)
    const client = createTestClient(server.baseUrl, { bulkhead: { concurrent: 1 }, totalTimeoutMs: 50, tries: 1 })
    const first = client(parcelsApi.send, sendParcel)
    await expect(client(parcelsApi.send, sendParcel)).rejects.toMatchObject({ kind: 'bulkhead-full', fault: 'passing' })
    await expect(first).rejects.toMatchObject({ kind: 'timeout' })
  })
})
