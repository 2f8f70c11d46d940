import { z } from 'zod'

const digits = (pattern: RegExp, message: string) => z.string().regex(pattern, message).transform(Number)

/** Plain decimal digits only: `1e3`, `0x10` and `-1` are refused, not understood. */
export const page = digits(/^[1-9][0-9]{0,5}$/, 'a whole number from 1 to 999999')
export const pageSize = digits(/^([1-9][0-9]?|100)$/, 'a whole number from 1 to 100')

export const pagination = z
  .object({
    page: z.union([z.int(), z.null()]).describe('null when the page was asked for by `after`'),
    pageSize: z.int(),
    totalItems: z.int(),
    totalPages: z.int(),
    totalIsExact: z.boolean().describe('false when there are more than totalItems'),
    nextAfter: z.union([z.string(), z.null()]).describe('the cursor of the next page; null on the last one'),
  })
  .meta({ id: 'Pagination' })

export type Pagination = z.infer<typeof pagination>

/** Counting stops here: beyond it a total is only known to be larger, and `totalIsExact` is false. */
export const countedAtMost = 1_000

export type PageRequest = { page?: number | null | undefined; pageSize?: number | undefined }

/** Where the page lies in the list. */
export function placeOf({ page, pageSize = 20 }: PageRequest) {
  return { limit: pageSize, offset: ((page ?? 1) - 1) * pageSize }
}

/** The totals of a page, from a count that stopped at `countedAtMost` + 1. */
export function paginationOf(request: PageRequest, counted: number, nextAfter: string | null = null): Pagination {
  const { page = 1, pageSize = 20 } = request
  const totalItems = Math.min(counted, countedAtMost)
  const totalPages = Math.ceil(totalItems / pageSize)
  return { page, pageSize, totalItems, totalPages, totalIsExact: counted <= countedAtMost, nextAfter }
}
