import { createServer } from 'node:net'
import { captureLog, freePort, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase } from '../src/create-database.ts'
import { isUniqueViolation } from '../src/database-errors.ts'
import { openThings, type Things } from './support/things.ts'

let things: Things
beforeAll(async () => {
  things = await openThings()
})
afterAll(() => things.close())

const unavailable = { kind: 'unavailable', code: 'database-unavailable' }
const openAt = (port: number) =>
  createDatabase({
    connectionString: `postgres://u:p@127.0.0.1:${port}/d`,
    applicationName: 'test',
    logger: captureLog().logger,
  })

it('when nobody listens there, a question is refused as unavailable and ping rejects', async () => {
  const database = openAt(await freePort())
  await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject(unavailable)
  await expect(database.ping()).rejects.toThrow()
  await database.stop()
})

it('when the server takes the connection and stays silent, ping rejects after a second', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}))
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  const database = openAt((silent.address() as { port: number }).port)
  await expect(database.ping()).rejects.toThrow('no answer within 1000 ms')
  await database.stop()
  silent.close()
})

it('when all connections are lent out for too long, the next one to ask is refused as unavailable', async () => {
  const { db } = things.another(things.connectionString, 1)
  await db.transaction().execute(async () => {
    await expect(sql`select 1`.execute(db)).rejects.toMatchObject(unavailable)
  })
})

it('when a lock is not to be had within a second, it is refused as unavailable', async () => {
  await things.db.insertInto('things').values({ id: 1, amount: 1 }).execute()
  const locked = things.db.transaction().execute(async (holder) => {
    await holder.updateTable('things').set({ amount: 2 }).where('id', '=', 1).execute()
    await expect(things.db.deleteFrom('things').execute()).rejects.toMatchObject({
      ...unavailable,
      cause: { code: '55P03' },
    })
  })
  await locked
})

it('when a statement runs too long, the server cancels it', async () => {
  await expect(sql`select pg_sleep(10)`.execute(things.db)).rejects.toMatchObject({
    ...unavailable,
    cause: { code: '57014' },
  })
  const running = sql<{
    n: number
  }>`select count(*) as n from pg_stat_activity where query like '%pg_sleep(10)%' and state = 'active' and pid <> pg_backend_pid()`
  await waitFor(async () => (await running.execute(things.db)).rows[0]?.n === 0, { what: 'no sleeper' })
})

it('when a key exists already, the error stays as it is and names its constraint', async () => {
  const failure = await things.db
    .insertInto('things')
    .values({ id: 1, amount: 1 })
    .execute()
    .catch((error: unknown) => error)
  expect(isUniqueViolation(failure)).toBe(true)
  expect(isUniqueViolation(failure, 'things_pkey')).toBe(true)
  expect(isUniqueViolation(failure, 'other')).toBe(false)
})

it('when it is stopped twice, or before the first question, it is stopped', async () => {
  const database = things.another()
  await Promise.all([database.stop(), database.stop()])
  await expect(database.ping()).rejects.toThrow()
})
