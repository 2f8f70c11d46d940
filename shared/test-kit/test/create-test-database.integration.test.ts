import pg from 'pg'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../src/create-test-database.ts'

async function ask(connectionString: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return Object.values((await client.query(question)).rows[0] as object)[0]
  } finally {
    await client.end()
  }
}

it('when a test database is made, it is migrated and folds letters of any script', async () => {
  const migrate = (url: string) =>
    ask(url, 'create table t (n int); insert into t values (7); select 1').catch(() => undefined)
  const database = await createTestDatabase({ migrate })
  expect(await ask(database.connectionString, 'select n from t')).toBe(7)
  expect(await ask(database.connectionString, "select lower('ÅÉЖ')")).toBe('åéж')
  await database.drop()
})

it('when it is dropped while a connection is open, it is gone', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.connectionString })
  client.on('error', () => {})
  await client.connect()
  await database.drop()
  await expect(ask(database.connectionString, 'select 1')).rejects.toThrow('does not exist')
})

it('when two are made at once, they are two', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])
  expect(one.connectionString).not.toBe(other.connectionString)
  await Promise.all([one.drop(), other.drop()])
})
