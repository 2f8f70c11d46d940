import { describe, expect, it } from 'vitest'
import { retryAfterSeconds } from '../src/retry-after.ts'

const now = new Date('2026-01-02T03:04:05.500Z')

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10],
    ['Fri, 02 Jan 2026 03:04:00 GMT', 0],
  ])('when it is %s, it means %i seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds)
  })

  it.each([null, '', '-1', '1.5', '1e3', 'soon', '2026-01-02', 'GMT', '99999999999999999999'])(
    'when it is %s, it means nothing',
    (header) => {
      expect(retryAfterSeconds(header, now)).toBeUndefined()
    },
  )
})
