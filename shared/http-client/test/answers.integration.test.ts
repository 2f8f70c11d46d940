import { NeighbourFault } from '@waybill/errors'
import { describe, expect, it } from 'vitest'
import { parcelsApi, sendParcel } from './contract.ts'
import { answers, problem, startServer } from './misbehaving-server.ts'
import { createTestClient } from './test-client.ts'

/** Sends a parcel once to a server that answers so, and returns the fault. */
async function faultOfAnswer(listener: Parameters<typeof startServer>[0]): Promise<NeighbourFault> {
  await using server = await startServer(listener)
  const client = createTestClient(server.baseUrl, { tries: 1 })
  const outcome: unknown = await client(parcelsApi.send, sendParcel).catch((error: unknown) => error)
  expect(outcome).toBeInstanceOf(NeighbourFault)
  return outcome as NeighbourFault
}

describe('answers of the contract', () => {
  it('when it is a success, it returns status and body as the contract has them, without unknown fields', async () => {
    await using server = await startServer(answers(202, { reference: 'r1', secret: 'x' }))
    const answer = await createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)
    expect(answer).toEqual({ status: 202, body: { reference: 'r1' } })
  })

  it('when it is a refusal, it returns that too, with its problem code, and asks once', async () => {
    await using server = await startServer(problem(409, 'parcel-sent'))
    const answer = await createTestClient(server.baseUrl)(parcelsApi.send, sendParcel)
    expect(answer).toEqual({ status: 409, body: { title: 'No', status: 409, code: 'parcel-sent' } })
    expect(server.seen).toHaveLength(1)
  })

  it('when it has no content, the body is undefined', async () => {
    await using server = await startServer(answers(204, ''))
    expect(await createTestClient(server.baseUrl)(parcelsApi.forget, {})).toEqual({ status: 204, body: undefined })
  })
})

describe('answers outside the contract', () => {
  it('when it is an unknown 4xx, it is a permanent fault with the problem code', async () => {
    expect(await faultOfAnswer(problem(403, 'forbidden'))).toMatchObject({
      ...{ neighbour: 'parcels', kind: 'status', fault: 'permanent', status: 403, code: 'forbidden' },
      message: 'parcels answered 403 (forbidden)',
    })
  })

  it.each([408, 425, 429, 500, 502, 503, 504])('when it is %i, it is a passing fault', async (status) => {
    const fault = await faultOfAnswer(problem(status, 'busy', { 'retry-after': '7' }))
    expect(fault).toMatchObject({ kind: 'status', fault: 'passing', status, code: 'busy', retryAfterSeconds: 7 })
  })

  it.each([201, 304])('when it is an unknown %i, it is a passing fault', async (status) => {
    expect(await faultOfAnswer(answers(status, ''))).toMatchObject({ kind: 'status', fault: 'passing', status })
  })

  it.each([301, 302, 303, 307, 308])(
    'when it is a redirect by %i, it does not follow: a passing fault',
    async (status) => {
      await using elsewhere = await startServer(answers(202, { reference: 'stolen' }))
      const fault = await faultOfAnswer(answers(status, '', { location: elsewhere.baseUrl }))
      expect(fault).toMatchObject({ kind: 'status', fault: 'passing', status })
      expect(elsewhere.seen).toHaveLength(0)
    },
  )

  it('when Retry-After is a date, it counts from the given clock', async () => {
    const fault = await faultOfAnswer(answers(503, '', { 'retry-after': 'Fri, 02 Jan 2026 03:04:35 GMT' }))
    expect(fault.retryAfterSeconds).toBe(30)
  })

  it.each([
    ['no problem document', '<html>busy</html>'],
    ['a code that is no string', { code: { a: 1 } }],
    ['a code that is a text', { code: 'Dear ann@example.com, no' }],
    ['null', 'null'],
    ['10 MB', 'x'.repeat(10_000_000)],
  ])('when an error has %s, there is no code', async (_, body) => {
    expect(await faultOfAnswer(answers(500, body))).toMatchObject({ code: undefined, message: 'parcels answered 500' })
  })

  it('when a refusal of the contract is not as the contract says, it is permanent and unreadable', async () => {
    const fault = await faultOfAnswer(answers(409, '<html>', { 'content-type': 'text/html' }))
    expect(fault).toMatchObject({ kind: 'unreadable', fault: 'permanent', status: 409 })
  })
})
