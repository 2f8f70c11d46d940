import type { PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { databaseErrorsAsUnavailable, isConnectionError, isStalePlan } from './database-errors.ts'
import type { StatementNames } from './statement-names.ts'

/**
 * A connection as kysely wants it, whose statements are prepared by name. Once it broke it refuses all further work, so a
 * ROLLBACK after a silent connection does not wait for another timeout, and it leaves the pool when released.
 */
export function preparedClient(client: pg.PoolClient, names: StatementNames): PostgresPoolClient {
  let broken: unknown

  async function query(text: string, parameters: readonly unknown[]) {
    if (broken !== undefined) throw broken
    try {
      return await client.query(namedQuery(text, parameters))
    } catch (error) {
      if (isStalePlan(error)) names.rename(text)
      const toCaller = databaseErrorsAsUnavailable(error)
      if (isConnectionError(error)) broken = toCaller
      throw toCaller
    }
  }

  // Text without parameters may be several statements, which cannot be prepared: migrations.
  function namedQuery(text: string, parameters: readonly unknown[]): pg.QueryConfig {
    const name = parameters.length > 0 ? names.nameOf(text) : undefined
    return { text, values: [...parameters], ...(name !== undefined && { name }) }
  }

  const release = (discard?: boolean) => client.release(discard || broken !== undefined)
  return { query: query as unknown as PostgresPoolClient['query'], release } // no cursors
}
