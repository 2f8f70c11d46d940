// npm run bench -- search: order search at 1,000,000 orders, beside the plain query that it replaces, and with a trigram index.
import { join } from 'node:path'
import { startThrowAwayPostgres } from '@waybill/local-postgres'
import { createLogger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { type Kysely, sql } from 'kysely'
import { createOrderSearch } from '../../../services/order/src/repositories/order-search.ts'
import { measure, table } from './measure.ts'

const orders = Number(process.env.BENCH_ORDERS ?? 1_000_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 40)
const bigUser = '01890000-0000-7000-8000-000000000001'
const typicalUser = '01890000-0000-7000-8000-000000000002'
const terms = {
  'no term': '',
  'common term': 'order',
  rare: 'order 00777',
  'no hit': 'nothing',
  'one letter, no hit': '!',
}

const server = await startThrowAwayPostgres({ fsync: 'off', shared_buffers: '1GB' })
await server.ensureDatabase('bench')
const logger = createLogger({ name: 'bench', level: 'error' })
const database = createDatabase({ connectionString: `${server.url}/bench`, applicationName: 'bench', logger })
await database.migrateToLatest(join(import.meta.dirname, '../../../services/order/migrations'))
const { db } = database

try {
  await fill(db)
  console.log(await compare('covering index', db))
  const indexing = await timed(() =>
    sql`create extension if not exists pg_trgm; create index by_trigram on orders using gin (folded_name gin_trgm_ops)`.execute(
      db,
    ),
  )
  await sql`analyze orders`.execute(db)
  console.log(`\ntrigram index: built in ${Math.round(indexing / 1_000)} s`)
  console.log(await compare('and a trigram index', db))
} finally {
  await database.stop()
  await server.stop()
}

async function compare(title: string, on: Kysely<unknown>): Promise<string> {
  const search = createOrderSearch(on)
  const rows: (string | number)[][] = []
  for (const [user, userId] of Object.entries({ typical: typicalUser, '100,000 orders': bigUser })) {
    for (const [name, foldedName] of Object.entries(terms)) {
      const page = { userId, foldedName, status: undefined, limit: 21, offset: 0 }
      const { ours, plain } = await measure(
        { ours: () => search.page(page), plain: () => plainSearch(on, userId, foldedName) },
        rounds,
      )
      rows.push([user, name, ours?.p95Ms ?? 0, plain?.p95Ms ?? 0, (plain?.p95Ms ?? 0) / (ours?.p95Ms ?? 1)])
    }
  }
  return `\n${title}, ${orders} orders, p95 in ms\n${table(['user', 'term', 'page and total', 'plain', 'ratio'], rows)}`
}

/** What one would write first: the page and an exact count, by pattern. */
async function plainSearch(on: Kysely<unknown>, userId: string, term: string): Promise<void> {
  const pattern = `%${term}%`
  await sql`select * from orders where user_id = ${userId} and folded_name like ${pattern}
    order by created_at desc, id desc limit 20`.execute(on)
  await sql`select count(*) from orders where user_id = ${userId} and folded_name like ${pattern}`.execute(on)
}

/** One user with a tenth of all orders, the others with 100 each; names of a few words. */
async function fill(on: Kysely<unknown>): Promise<void> {
  const batch = 50_000
  for (let from = 0; from < orders; from += batch) {
    await sql`
      insert into orders (id, user_id, name, folded_name, status, currency, total_minor, customer_name, customer_email, created_at)
      select uuidv7(), case when n % 10 = 0 then ${bigUser}::uuid when n / 10 % 10000 = 7 then ${typicalUser}::uuid
          else md5((n / 100)::text)::uuid end,
        'Order ' || lpad(n::text, 8, '0'), 'order ' || lpad(n::text, 8, '0') || ' ' || substr(md5(n::text), 1, 12),
        'created', 'EUR', 1099, 'Somebody', 'somebody@example.com', now() - make_interval(secs => ${orders} - n)
      from generate_series(${from}::int, ${Math.min(orders, from + batch) - 1}::int) n`.execute(on)
  }
  await sql`vacuum analyze orders`.execute(on)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
