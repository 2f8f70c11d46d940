import type { Kysely, RawBuilder } from 'kysely'

/** The repositories write their SQL out; no table is named in a type. */
export type Sql = Kysely<unknown>

export const iso = (value: Date | string): string => new Date(value).toISOString()

/** The one row of a statement, or nothing. */
export async function oneRow<T>(statement: RawBuilder<T>, db: Sql): Promise<T | undefined> {
  return (await statement.execute(db)).rows[0]
}
