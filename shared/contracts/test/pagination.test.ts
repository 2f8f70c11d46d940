import { describe, expect, it } from 'vitest'
import { paginationOf, placeOf } from '../src/index.ts'

describe('the pages of a list', () => {
  it('when nothing is asked, it is the first 20', () => {
    expect(placeOf({})).toEqual({ limit: 20, offset: 0 })
    expect(placeOf({ page: 3, pageSize: 50 })).toEqual({ limit: 50, offset: 100 })
  })

  it('when there are more than 1,000, the total is only known to be larger', () => {
    expect(paginationOf({ pageSize: 100 }, 1_000)).toMatchObject({
      totalItems: 1_000,
      totalPages: 10,
      totalIsExact: true,
    })
    expect(paginationOf({ pageSize: 100 }, 1_001)).toMatchObject({ totalItems: 1_000, totalIsExact: false })
    expect(paginationOf({}, 0)).toMatchObject({ totalItems: 0, totalPages: 0, totalIsExact: true })
  })
})
