import { ordersApi } from '@waybill/contracts'
import { startTestServer } from '@waybill/test-kit'
import { afterEach, describe, expect, it } from 'vitest'
import { createRequest } from '../../client/src/data/request.ts'
import { isPassing, Problem, Unreachable, Unreadable } from '../../client/src/format/failure.ts'

const params = { userId: '01890000-0000-7000-8000-000000000001', orderId: '01890000-0000-7000-8000-000000000002' }
const emptyPage = {
  data: [],
  pagination: { page: 1, pageSize: 20, totalItems: 0, totalPages: 0, totalIsExact: true, nextAfter: null },
}

type Listener = Parameters<typeof startTestServer>[0]
let server: Awaited<ReturnType<typeof startTestServer>> | undefined
afterEach(() => server?.stop())

async function against(listener: Listener, timeoutMs = 5_000) {
  server = await startTestServer(listener)
  return createRequest({ baseUrl: server.url, timeoutMs })
}

const answers =
  (status: number, body: string, headers: Record<string, string> = {}): Listener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)
const problem = { type: 'about:blank', title: 'Conflict', status: 409, code: 'payment-in-progress', requestId: 'r-1' }
const asProblem = { 'content-type': 'application/problem+json; charset=utf-8' }
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a call by the route of a contract', () => {
  it('when all is well, it sends what the contract says and returns the checked answer', async () => {
    const seen: unknown[] = []
    const request = await against((incoming, response) => {
      seen.push(incoming.method, incoming.url, incoming.headers.accept)
      response.end(JSON.stringify({ ...emptyPage, newField: 1 }))
    })
    const query = { name: 'a&b %', page: '2' }
    const answer = await request(ordersApi.search, { params: { userId: params.userId }, query })
    expect(answer).toEqual({ status: 200, body: emptyPage })
    const path = `/api/v1/users/${params.userId}/orders?name=a%26b+%25&page=2`
    expect(seen).toEqual(['GET', path, 'application/json, application/problem+json'])
  })

  it('when the order has not changed, the answer is 304 without a body', async () => {
    const request = await against((incoming, response) => {
      response.writeHead(incoming.headers['if-none-match'] === '"7"' ? 304 : 500).end()
    })
    expect(await request(ordersApi.get, { params, headers: { 'if-none-match': '"7"' } })).toEqual({ status: 304 })
  })

  it('when a body is given, it is sent as JSON', async () => {
    const seen: unknown[] = []
    const accepted = { orderId: params.orderId, status: 'payment_pending', payment: { id: null, status: 'requested' } }
    const request = await against(async (incoming, response) => {
      seen.push(incoming.headers['content-type'], incoming.headers['idempotency-key'])
      for await (const part of incoming) seen.push(String(part))
      response.writeHead(202).end(JSON.stringify(accepted))
    })
    const headers = { 'idempotency-key': '0123456789abcdef' }
    expect(await request(ordersApi.checkout, { params, headers, body: {} })).toEqual({ status: 202, body: accepted })
    expect(seen).toEqual(['application/json', '0123456789abcdef', '{}'])
  })
})

describe('a call that fails', () => {
  it('when it is refused, it throws the problem with its code', async () => {
    const request = await against(answers(409, JSON.stringify(problem), { ...asProblem, 'retry-after': '3' }))
    const error = await failureOf(request(ordersApi.checkout, { params }))
    expect(error).toBeInstanceOf(Problem)
    expect(error).toMatchObject({ status: 409, code: 'payment-in-progress', document: problem, retryAfterSeconds: 3 })
    expect(isPassing(error)).toBe(false)
  })

  it.each([
    [502, '<h1>Bad Gateway</h1>', { 'content-type': 'text/html' }],
    [503, '', {}],
    [503, '{', asProblem],
  ])(
    'when a %i comes from somebody who does not speak RFC 9457, it is a problem all the same',
    async (status, body, headers) => {
      const request = await against(answers(status, body, headers))
      const error = await failureOf(request(ordersApi.get, { params }))
      expect(error).toMatchObject({ name: 'Problem', status, code: 'unknown', document: undefined })
      expect(isPassing(error)).toBe(true)
    },
  )

  it.each([
    ['is no JSON', 200, '<html>'],
    ['is not of the contract', 200, '{"data":1}'],
    ['has a status that the contract does not know', 201, '{}'],
  ])('when the answer %s, it is unreadable', async (_, status, body) => {
    const request = await against(answers(status, body))
    const error = await failureOf(request(ordersApi.search, { params }))
    expect(error).toBeInstanceOf(Unreadable)
    expect(isPassing(error)).toBe(false)
  })

  it('when nobody listens, it is unreachable', async () => {
    const request = await against(() => {})
    await server?.stop()
    expect(await failureOf(request(ordersApi.get, { params }))).toBeInstanceOf(Unreachable)
  })

  it('when the connection breaks within the answer, it is unreachable', async () => {
    const request = await against((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"da')
      response.destroy()
    })
    expect(await failureOf(request(ordersApi.search, { params }))).toBeInstanceOf(Unreachable)
  })

  it('when there is no answer in time, it is unreachable', async () => {
    const request = await against(() => {}, 50)
    expect(await failureOf(request(ordersApi.get, { params }))).toBeInstanceOf(Unreachable)
  })

  it('when the caller gives up, it throws the reason of the caller', async () => {
    const caller = new AbortController()
    const request = await against(() => caller.abort('typed on'))
    expect(await failureOf(request(ordersApi.get, { params }, caller.signal))).toBe('typed on')
  })
})
