import pg from 'pg'

const { INT8 } = pg.types.builtins
const int8Array: number = 1016

/**
 * How values of PostgreSQL become values of JavaScript: `int8` (counts, money) is a number, and one that a number cannot
 * hold exactly is an error instead of a wrong sum; `timestamptz` is a `Date`; `numeric`, which `sum(int8)` gives, stays
 * text, so cast such a sum to `int8`.
 */
export const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return safeInteger
    if (oid === int8Array) return safeIntegers
    return pg.types.getTypeParser(oid, format ?? 'text')
  },
}

/** The exact integer that the text says. Throws `RangeError` beyond ±(2^53 − 1). */
export function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('int8 out of the range of safe integers')
  return value
}

function safeIntegers(text: string): (number | null)[] {
  const parse = pg.types.getTypeParser(int8Array, 'text') as (text: string) => (string | null)[]
  return parse(text).map((item) => (item === null ? null : safeInteger(item)))
}
