import { captureLog, createTestDatabase, type TestDatabase } from '@waybill/test-kit'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDatabase } from '../src/create-database.ts'
import { isMigrated, migrateDown, migrateToLatest } from '../src/migrations.ts'
import { migrations } from './support/things.ts'

const { logger } = captureLog()
let testDatabase: TestDatabase
beforeEach(async () => {
  testDatabase = await createTestDatabase()
})
afterEach(() => testDatabase.drop())

const options = (folder = migrations) => ({ connectionString: testDatabase.connectionString, folder, logger })
const all = ['001-things', '002-names']

async function columns(): Promise<unknown[]> {
  const { db, stop } = createDatabase({
    connectionString: testDatabase.connectionString,
    applicationName: 'test',
    logger,
  })
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_name = 'things' order by ordinal_position`.execute(db)
  await stop()
  return rows.map((row) => row.name)
}

it('when the database is empty, all are applied in order, and the second time none', async () => {
  expect(await migrateToLatest(options())).toEqual(all)
  expect(await columns()).toEqual(['id', 'amount', 'name'])
  expect(await migrateToLatest(options())).toEqual([])
})

it('when they are taken back one by one and applied again, the tables are the same', async () => {
  await migrateToLatest(options())
  expect(await migrateDown(options())).toEqual(['002-names'])
  expect(await columns()).toEqual(['id', 'amount'])
  expect(await migrateDown(options())).toEqual(['001-things'])
  expect(await migrateDown(options())).toEqual([])
  expect(await columns()).toEqual([])
  expect(await migrateToLatest(options())).toEqual(all)
})

it('when replicas start at once, each migration is applied once', async () => {
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrateToLatest(options())))
  expect(applied.flat()).toEqual(all)
})

it('when nothing is missing, nobody waits for the lock of a migration; when something is, or is not ours, it is looked into', async () => {
  const { db, stop, migrateToLatest: migrate } = createDatabase({ ...options(), applicationName: 'test' })
  expect(await isMigrated(db, migrations)).toBe(false)
  expect(await migrate(migrations)).toEqual(all)
  expect(await isMigrated(db, migrations)).toBe(true)
  await db.connection().execute(async (holder) => {
    await sql`begin`.execute(holder)
    await sql`lock table kysely_migration_lock`.execute(holder)
    expect(await migrate(migrations)).toEqual([])
    await sql`rollback`.execute(holder)
  })
  await sql`delete from kysely_migration where name = '002-names'`.execute(db)
  expect(await isMigrated(db, migrations)).toBe(false)
  await sql`insert into kysely_migration (name, timestamp) values ('002-names', ''), ('003-of-others', '')`.execute(db)
  expect(await isMigrated(db, migrations)).toBe(false)
  await stop()
})

it('when one fails, it is named with its cause and nothing of the run stays', async () => {
  const failure = await migrateToLatest(options(`${import.meta.dirname}/support/broken-migrations`)).catch(
    (error) => error,
  )
  expect(failure).toMatchObject({ message: 'migration failed: 002-fails', cause: { code: '42P01' } })
  expect(await columns()).toEqual([])
})
