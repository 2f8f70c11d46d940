import { describe, expect, it } from 'vitest'
import { receiveLimit } from '../src/receive-limit.ts'

describe('messages in hand', () => {
  it.each([
    ['closed', 'closed', Number.POSITIVE_INFINITY],
    ['closed', 'half-open', 1],
    ['half-open', 'half-open', 1],
    ['open', 'closed', 0],
    ['half-open', 'open', 0],
  ] as const)("when order's breaker is %s and the service's %s, they are at most %d", (order, service, limit) => {
    expect(receiveLimit(order, service)).toBe(limit)
  })
})
