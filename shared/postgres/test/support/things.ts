import { captureLog, createTestDatabase } from '@waybill/test-kit'
import { sql } from 'kysely'
import { createDatabase } from '../../src/create-database.ts'
import { migrateToLatest } from '../../src/migrations.ts'

export type Tables = { things: { id: number; amount: number; name: string | null } }
export const migrations = `${import.meta.dirname}/migrations`

/** A database with the table `things`, and a pool on it. `another` opens a further pool, for example through a proxy. */
export async function openThings() {
  const log = captureLog()
  const { connectionString, drop } = await createTestDatabase({
    migrate: (url) => migrateToLatest({ connectionString: url, folder: migrations, logger: log.logger }),
  })
  const opened = [open(connectionString)]
  function open(url: string, poolSize = 4) {
    return createDatabase<Tables>({ connectionString: url, applicationName: 'test', poolSize, logger: log.logger })
  }
  const [database] = opened as [ReturnType<typeof open>]
  return {
    connectionString,
    database,
    db: database.db,
    log,
    another(url = connectionString, poolSize?: number) {
      const other = open(url, poolSize)
      opened.push(other)
      return other
    },
    /** Ends all connections of `database`'s pool but the one that does it. */
    async killConnections() {
      const kill = sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'test' and pid <> pg_backend_pid()`
      const killer = createDatabase({ connectionString, applicationName: 'killer', logger: log.logger })
      await kill.execute(killer.db)
      await killer.stop()
    },
    async close() {
      await Promise.all(opened.map((other) => other.stop()))
      await drop()
    },
  }
}

export type Things = Awaited<ReturnType<typeof openThings>>
