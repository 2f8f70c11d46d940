import type { Pagination } from '@waybill/contracts'

/** Counting stops here: beyond it a total is only known to be larger. */
const countedAtMost = 1_000

export type PageRequest = { page?: number | undefined; pageSize?: number | undefined }

/** Where the page lies in the list. */
export const placeOf = ({ page = 1, pageSize = 20 }: PageRequest) => ({
  limit: pageSize,
  offset: (page - 1) * pageSize,
})

/** The totals, from a count that stopped at `countedAtMost` + 1. */
export function paginationOf({ page = 1, pageSize = 20 }: PageRequest, counted: number): Pagination {
  const totalItems = Math.min(counted, countedAtMost)
  const totalPages = Math.ceil(totalItems / pageSize)
  return { page, pageSize, totalItems, totalPages, totalIsExact: counted <= countedAtMost, nextAfter: null }
}
