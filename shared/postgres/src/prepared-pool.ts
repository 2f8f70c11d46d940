import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { databaseErrorsAsUnavailable } from './database-errors.ts'
import { preparedClient } from './prepared-client.ts'
import { createStatementNames } from './statement-names.ts'

/** The pool as kysely wants it, with prepared statements. It does not end the pool. */
export function preparedPool(pool: pg.Pool): PostgresPool {
  const names = createStatementNames()
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()

  async function connect(): Promise<PostgresPoolClient> {
    const client = await pool.connect().catch((error: unknown) => {
      throw databaseErrorsAsUnavailable(error)
    })
    const known = clients.get(client) ?? preparedClient(client, names)
    clients.set(client, known)
    return known
  }

  return { connect, end: async () => {}, options: {} }
}
