import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openThings, type Things } from './support/things.ts'

let things: Things
beforeAll(async () => {
  things = await openThings()
})
afterAll(() => things.close())

it('when a statement is repeated on a connection, it is prepared once', async () => {
  const { db } = things.another(things.connectionString, 1)
  for (const id of [1, 2, 3]) await db.selectFrom('things').where('id', '=', id).select('amount').execute()
  const { rows } = await sql<{ statement: string; uses: number }>`
    select statement, generic_plans + custom_plans as uses from pg_prepared_statements`.execute(db)
  expect(rows).toEqual([{ statement: 'select "amount" from "things" where "id" = $1', uses: 3 }])
})

it('when a migration changes the columns under a prepared statement, one try fails at most', async () => {
  const { db } = things.another(things.connectionString, 1)
  const read = () => db.selectFrom('things').where('id', '=', 1).selectAll().execute()
  await things.db.insertInto('things').values({ id: 1, amount: 5 }).execute()
  await read()
  await sql`alter table things add colour text`.execute(things.db)
  await read().catch(() => {})
  expect(await read()).toEqual([{ id: 1, amount: 5, name: null, colour: null }])
})

it('when values come back, counts and money are exact numbers, times are dates', async () => {
  const { rows } = await sql`select 99999999999::int8 as amount, count(*) as n, array[1::int8, null] as list,
    '2026-01-15 10:00:00+00'::timestamptz as at from (values (1), (2)) v`.execute(things.db)
  expect(rows).toEqual([{ amount: 99_999_999_999, n: 2, list: [1, null], at: new Date('2026-01-15T10:00:00Z') }])
})

it('when a number is too large to be exact, it is an error, and the connection goes on', async () => {
  const { db } = things.another(things.connectionString, 1)
  await expect(sql`select 9007199254740993::int8`.execute(db)).rejects.toThrow(RangeError)
  expect((await sql`select 9007199254740991::int8 as n`.execute(db)).rows).toEqual([{ n: Number.MAX_SAFE_INTEGER }])
})

it('when a connection is made, it has the limits of the server side and its name', async () => {
  const { rows } =
    await sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
    current_setting('idle_in_transaction_session_timeout') as idle, current_setting('application_name') as name`.execute(
      things.db,
    )
  expect(rows).toEqual([{ statement: '3s', lock: '1s', idle: '10s', name: 'test' }])
})
