/** Counting stops here: beyond it a total is only known to be larger. */
export const countedAtMost = 1_000

/** The totals of a page, from a count that stopped at `countedAtMost` + 1. */
export function countUpTo(counted: number, pageSize: number) {
  const totalItems = Math.min(counted, countedAtMost)
  return { totalItems, totalPages: Math.ceil(totalItems / pageSize), totalIsExact: counted <= countedAtMost }
}
