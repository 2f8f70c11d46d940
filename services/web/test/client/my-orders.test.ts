import { describe, expect, it } from 'vitest'
import { isNoUser } from '../../client/src/features/my-orders/is-no-user.ts'
import { readOrderFilter } from '../../client/src/features/my-orders/order-filter.ts'
import { totalOf } from '../../client/src/features/my-orders/total-of.ts'
import { Problem } from '../../client/src/format/failure.ts'

const problemOf = (status: number, path: string) => {
  const errors = [{ path, message: 'Invalid' }]
  const document = { type: 'about:blank', title: 'Invalid', status, code: 'invalid-request', detail: 'Invalid', errors }
  return new Problem({ status, document: { ...document, requestId: 'r' } })
}

describe('the filter in the address of my orders', () => {
  it('when the name has control characters, it is the name without them', () => {
    expect(readOrderFilter({ name: '\u0000a\nb' }).name).toBe('ab')
    expect(readOrderFilter({ name: '\u0000' }).name).toBeUndefined()
  })

  it('when the name is longer than the search takes, it is cut', () => {
    expect(readOrderFilter({ name: 'x'.repeat(201) }).name).toHaveLength(200)
  })
})

describe('the number of orders', () => {
  const pagination = { page: 1, pageSize: 20, totalPages: 1, nextAfter: null, totalIsExact: true }

  it.each([
    [{ totalItems: 0 }, {}, '0 orders'],
    [{ totalItems: 1 }, { name: 'a' }, '1 order found'],
    [{ totalItems: 2 }, { status: 'paid' as const }, '2 orders found'],
    [{ totalItems: 1_000, totalIsExact: false, page: 3 }, {}, '1,000+ orders, page 3'],
  ])('when it is %o under the filter %o, it is said as "%s"', (found, filter, words) => {
    expect(totalOf({ ...pagination, ...found }, filter, 'en')).toBe(words)
  })
})

describe('the answer to an id that is no user', () => {
  it('when the server refuses the user id, it is no user; when it refuses or lacks something else, it may be one', () => {
    expect(isNoUser(problemOf(400, 'param.userId'))).toBe(true)
    expect(isNoUser(problemOf(400, 'query.name'))).toBe(false)
    expect(isNoUser(new Problem({ status: 503 }))).toBe(false)
    expect(isNoUser(null)).toBe(false)
  })
})
