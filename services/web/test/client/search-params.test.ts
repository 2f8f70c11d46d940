import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOrderFilter } from '../../client/src/features/my-orders/order-filter.ts'
import { pageNumbers } from '../../client/src/format/page-numbers.ts'
import { parseSearch, stringifySearch } from '../../client/src/format/search-params.ts'

describe('the filter in an address', () => {
  it('when it is written and read again, it is the same, whatever was searched for', () => {
    const anyTerm = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((term) => term.trim() !== '')
    const property = fc.property(anyTerm, fc.integer({ min: 2, max: 999_999 }), (name, page) => {
      const filter = { name, status: 'paid' as const, page }
      expect(readOrderFilter(parseSearch(stringifySearch(filter)))).toEqual(filter)
    })
    fc.assert(property)
  })

  it.each(['123', 'true', 'null', '{"a":1}', '1e3', '%', '+'])('when %s is searched for, it stays text', (name) => {
    expect(readOrderFilter(parseSearch(stringifySearch({ name }))).name).toBe(name)
  })

  it.each(['0', '1', '-1', '1.5', 'x', '', '1000000', undefined])(
    'when the page is %s, it is the first one',
    (page) => {
      expect(readOrderFilter({ page }).page).toBeUndefined()
    },
  )

  it('when a status or a term says nothing, it is left out', () => {
    expect(readOrderFilter({ status: 'lost', name: '  ' })).toEqual({})
    expect(stringifySearch(readOrderFilter({}))).toBe('')
  })

  it('when a term is longer than the search takes, it is cut', () => {
    expect(readOrderFilter({ name: 'x'.repeat(300) }).name).toHaveLength(200)
  })
})

describe('the numbers of a page control', () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [4, 8, [1, 2, 3, 4, 5, null, 8]],
    [5, 50, [1, null, 4, 5, 6, null, 50]],
    [50, 50, [1, null, 49, 50]],
  ])('when page %i of %i is shown, it offers %j', (current, known, expected) => {
    expect(pageNumbers(current, known)).toEqual(expected)
  })
})
