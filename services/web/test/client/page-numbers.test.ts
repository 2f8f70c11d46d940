import { describe, expect, it } from 'vitest'
import { pageNumbers } from '../../client/src/format/page-numbers.ts'

describe('the pages that a control offers', () => {
  it.each([
    [1, 1, [1]],
    [1, 2, [1, 2]],
    [1, 5, [1, 2, null, 5]],
    [3, 5, [1, 2, 3, 4, 5]],
    [4, 9, [1, 2, 3, 4, 5, null, 9]],
    [5, 9, [1, null, 4, 5, 6, null, 9]],
    [9, 9, [1, null, 8, 9]],
  ])('when the current one is %i of %i, they are %o: a gap is of two pages at least', (current, known, pages) => {
    expect(pageNumbers(current, known)).toEqual(pages)
  })
})
