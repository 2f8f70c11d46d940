import { type Kysely, type RawBuilder, sql } from 'kysely'

/** For repositories that write their SQL out and name no table in a type. */
export type Sql = Kysely<unknown>

/** The one row of a statement, or nothing. */
export async function oneRow<T>(statement: RawBuilder<T>, db: Sql): Promise<T | undefined> {
  return (await statement.execute(db)).rows[0]
}

/** RFC 3339 in UTC, of a column's `Date` or of a time that went through `json_build_object`. */
export const iso = (value: Date | string): string => new Date(value).toISOString()
export const isoOrNull = (value: Date | string | null): string | null => value && iso(value)

/** How many seconds ago that was, by the database's clock. Never less than 0: times are kept rounded to the millisecond. */
export const secondsSince = (time: RawBuilder<unknown>): RawBuilder<number> =>
  sql`greatest(0, extract(epoch from now() - ${time}))::float8`
