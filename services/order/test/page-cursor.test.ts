import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '../src/domain/page-cursor.ts'

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
