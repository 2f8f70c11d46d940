import { promises as fs } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Logger } from '@waybill/logger'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { FileMigrationProvider, type MigrationResultSet, Migrator } from 'kysely/migration'
import { createPool } from './create-pool.ts'
import { oneRow, type Sql } from './rows.ts'

type Options = {
  connectionString: string
  /** Holds one `.ts` file for each migration, run in the order of their names. */
  folder: string
  logger: Logger
}

/**
 * Applies what is missing, all in one transaction: after a failure nothing has changed. Answers the names of what it
 * applied. Replicas that start at once are safe: an advisory lock lets one work and the others wait.
 */
export function migrateToLatest(options: Options): Promise<string[]> {
  return withMigrator(options, (migrator) => migrator.migrateToLatest())
}

/** Whether exactly the migrations of the folder are applied: who only starts again needs no session without a time limit. */
export async function isMigrated(db: Sql, folder: string): Promise<boolean> {
  const table = await oneRow(sql<{ oid: string | null }>`select to_regclass('kysely_migration') as oid`, db)
  if (!table?.oid) return false
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name collate "C"`.execute(db)
  const wanted = Object.keys(await providerOf(folder).getMigrations()).toSorted()
  return JSON.stringify(rows.map(({ name }) => name)) === JSON.stringify(wanted)
}

/** Takes back the newest migration. Answers its name, or nothing when none was left. */
export function migrateDown(options: Options): Promise<string[]> {
  return withMigrator(options, (migrator) => migrator.migrateDown())
}

async function withMigrator(options: Options, migrate: (migrator: Migrator) => Promise<MigrationResultSet>) {
  const { connectionString, folder, logger } = options
  // A pool of its own: an index may take minutes. Who waits for a table longer than this holds up all who come after.
  const pool = createPool({ connectionString, application_name: 'migrations', max: 1, lock_timeout: 10_000 }, logger)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return namesOf(await migrate(new Migrator({ db, provider: providerOf(folder) })))
  } finally {
    await db.destroy()
  }
}

function providerOf(migrationFolder: string): FileMigrationProvider {
  const load = (file: string) => import(pathToFileURL(file).href)
  return new FileMigrationProvider({ fs, path, migrationFolder, import: load })
}

function namesOf({ error, results = [] }: MigrationResultSet): string[] {
  if (error === undefined) return results.map((result) => result.migrationName)
  const failed = results.find((result) => result.status === 'Error')?.migrationName ?? 'preparation'
  throw new Error(`migration failed: ${failed}`, { cause: error })
}
