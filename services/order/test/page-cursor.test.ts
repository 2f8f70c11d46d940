import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '../src/domain/page-cursor.ts'
import { countUpTo } from '../src/domain/pagination.ts'

describe('the cursor of a page', () => {
  it('when it is given back, it names the same place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.uuid({ version: 7 }), (createdAtMs, id) => {
        expect(decodeCursor(encodeCursor({ createdAtMs, id }))).toEqual({ createdAtMs, id })
      }),
    )
  })

  it.each(['', 'x', "1'; drop table orders", `zz.${'0'.repeat(36)}`, `${'z'.repeat(11)}.x`])(
    'when it is %j, it is refused',
    (text) => {
      expect(() => decodeCursor(text)).toThrow('not one of ours')
    },
  )
})

describe('the totals of a page', () => {
  it('when the count stopped at its limit, the total is not exact', () => {
    expect(countUpTo(1_000, 20)).toEqual({ totalItems: 1_000, totalPages: 50, totalIsExact: true })
    expect(countUpTo(1_001, 20)).toEqual({ totalItems: 1_000, totalPages: 50, totalIsExact: false })
    expect(countUpTo(0, 20)).toEqual({ totalItems: 0, totalPages: 0, totalIsExact: true })
  })
})
