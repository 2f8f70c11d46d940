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
