import { startCuttingProxy, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isConnectionError } from '../src/database-errors.ts'
import { inTransaction } from '../src/in-transaction.ts'
import { openThings, type Things } from './support/things.ts'

let things: Things
beforeAll(async () => {
  things = await openThings()
})
afterAll(() => things.close())

const count = async () => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from things`.execute(things.db)
  return rows[0]?.n
}

it('when the backend dies between two queries of a transaction, only that transaction fails', async () => {
  const failure = await inTransaction(things.db, async (transaction) => {
    await transaction.insertInto('things').values({ id: 1, amount: 1 }).execute()
    await things.killConnections()
    await waitFor(() => things.log.messages().includes('database connection lost'), { what: 'the loss' })
    await transaction.insertInto('things').values({ id: 2, amount: 1 }).execute()
  }).catch((error: unknown) => error)
  expect(isConnectionError(failure)).toBe(true)
  expect(failure).toMatchObject({ kind: 'unavailable', code: 'database-unavailable', retryAfterSeconds: 1 })
  expect(await count()).toBe(0)
})

it('when idle connections die, the pool lets them go and gives new ones', async () => {
  await Promise.all([count(), count(), count()])
  await things.killConnections()
  expect(await waitFor(count, { what: 'an answer on a new connection' })).toBe(0)
  expect(await Promise.all([count(), count(), count()])).toEqual([0, 0, 0])
})

it('when the connection is cut during COMMIT, it says that the outcome is unknown, and the row tells it', async () => {
  const proxy = await startCuttingProxy(things.connectionString)
  const { db } = things.another(proxy.connectionString)
  await sql`select 1`.execute(db)
  proxy.cutAfter('commit')
  const failure = await inTransaction(db, (transaction) =>
    transaction.insertInto('things').values({ id: 3, amount: 7 }).execute(),
  ).catch((error: unknown) => error)
  expect(isConnectionError(failure)).toBe(true)
  expect(await things.db.selectFrom('things').where('id', '=', 3).select('amount').executeTakeFirst()).toEqual({
    amount: 7,
  })
  proxy.cutAfter(undefined)
  expect(await db.selectFrom('things').select('id').execute()).toEqual([{ id: 3 }])
  await proxy.stop()
})
