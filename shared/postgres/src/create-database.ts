import type { Logger } from '@waybill/logger'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { createPool } from './create-pool.ts'
import { isMigrated, migrateToLatest } from './migrations.ts'
import { preparedPool } from './prepared-pool.ts'

type Options = {
  connectionString: string
  /** How the connections are called in `pg_stat_activity`. */
  applicationName: string
  poolSize?: number
  logger: Logger
}

/** The server's limits are below the client's: a slow statement is cancelled, not left running.
 * The server's `deadlock_timeout` must be below `lock_timeout`, or a deadlock shows as a lock timeout and is not tried again. */
const timeouts = {
  query_timeout: 5_000,
  statement_timeout: 3_000,
  lock_timeout: 1_000,
  idle_in_transaction_session_timeout: 10_000,
}
const pingLimitMs = 1_000

/** `migrateToLatest`, `ping` and `stop` are what a host of the service needs; the tables are its own affair. */
export type Database<Tables = unknown> = ReturnType<typeof createDatabase<Tables>>

/**
 * A pool of connections with kysely on it. It connects when first asked. Statements with parameters are prepared by name.
 * Trouble of the database itself (gone, overloaded, too slow) reaches the caller as `AppError` `database-unavailable`
 * with the original as its cause; a constraint's error arrives as pg made it.
 */
export function createDatabase<Tables>({ connectionString, applicationName, poolSize = 10, logger }: Options) {
  const pool = createPool({ connectionString, application_name: applicationName, max: poolSize, ...timeouts }, logger)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparedPool(pool) }) })
  let stopped: Promise<void> | undefined
  return {
    db,
    /** Rejects when the database gives no answer within a second. */
    ping: () => ping(pool),
    /** As `migrateToLatest`. Only where something is missing it takes a connection of its own, which has no time limits. */
    migrateToLatest: async (folder: string): Promise<string[]> =>
      (await isMigrated(db as Kysely<unknown>, folder)) ? [] : migrateToLatest({ connectionString, folder, logger }),
    /** Waits for what is running, then closes all connections. Safe twice. */
    stop: () => {
      stopped ??= db.destroy().then(() => pool.end())
      return stopped
    },
  }
}

async function ping(pool: pg.Pool): Promise<void> {
  const { promise: overdue, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${pingLimitMs} ms`)), pingLimitMs)
  try {
    await Promise.race([pool.query('select 1'), overdue])
  } finally {
    clearTimeout(timer)
  }
}
