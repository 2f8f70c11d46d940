import { describe, expect, it } from 'vitest'
import { isUndecided } from '../../client/src/data/checkout-verdict.ts'
import { pauseMs } from '../../client/src/data/query-client.ts'
import { Problem, Unreachable, Unreadable } from '../../client/src/format/failure.ts'

const answered = (status: number, code = 'some-code', retryAfterSeconds?: number) =>
  new Problem({
    status,
    document: { type: 'about:blank', title: 'Refused', status, code, requestId: 'r' },
    retryAfterSeconds,
  })

describe('whether a checkout is asked for again under its key', () => {
  it.each<[string, Error]>([
    ['nobody answered', new Unreachable(new TypeError())],
    ['the answer cannot be read', new Unreadable('the whole')],
    ['it is still running', answered(409, 'idempotency-key-in-progress')],
    ...[408, 425, 429, 500, 502, 503, 504].map(
      (status) => [`the answer is ${status}`, answered(status)] as [string, Error],
    ),
  ])('when %s, it is', (_, error) => {
    expect(isUndecided(error)).toBe(true)
  })

  it.each([
    [400, 'invalid-request'],
    [404, 'order-not-found'],
    [409, 'payment-in-progress'],
    [409, 'order-not-payable'],
    [409, 'payment-refused'],
    [422, 'idempotency-key-reused'],
  ])('when it was refused with %i %s, it is not', (status, code) => {
    expect(isUndecided(answered(status, code))).toBe(false)
  })

  it('when it fails again and again, the pauses grow to five seconds', () => {
    const pauses = [0, 1, 2, 3, 4, 50].map((failures) => pauseMs(failures, new Unreachable(undefined)))
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000])
  })

  it('when the server asks for a longer pause, it is kept', () => {
    expect(pauseMs(0, answered(409, 'idempotency-key-in-progress', 7))).toBe(7_000)
    expect(pauseMs(3, answered(503, 'unavailable', 1))).toBe(4_000)
  })
})
