import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@waybill/test-kit'
import { Kysely, type KyselyConfig, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { createOutboxTable, type OutboxTable } from '../src/index.ts'

export type OutboxDb = Kysely<{ outbox: OutboxTable }>
type EventToWrite = { aggregateId?: string; version?: number; eventType?: string }

/** A database with an empty outbox. `connect` gives a connection pool of its own, as another process would have it. */
export async function createOutboxDatabase() {
  const database = await createTestDatabase()
  const open: OutboxDb[] = []
  const connect = (log?: KyselyConfig['log']): OutboxDb => {
    const pool = new pg.Pool({ connectionString: database.connectionString, max: 4 })
    pool.on('error', () => {})
    open.push(new Kysely({ dialect: new PostgresDialect({ pool }), ...(log && { log }) }))
    return open.at(-1) as OutboxDb
  }
  const db = connect()
  await createOutboxTable(db)
  const drop = async () => {
    await Promise.all(open.map((one) => one.destroy()))
    await database.drop()
  }
  return { db, connect, drop, clear: () => sql`truncate outbox`.execute(db) }
}

/** Writes one event as a service does, and answers its id. */
export async function writeEvent(
  db: OutboxDb,
  { aggregateId = randomUUID(), version = 1, eventType = 'order-paid' }: EventToWrite = {},
) {
  const id = randomUUID()
  await db
    .insertInto('outbox')
    .values({
      id,
      aggregate_type: 'order',
      aggregate_id: aggregateId,
      aggregate_version: version,
      event_type: eventType,
      payload: `{"version":${version}}`,
      attributes: JSON.stringify({ traceparent: '00-1-2-01' }),
    })
    .execute()
  return id
}

/** `count` events, each of an aggregate of its own, in one statement. */
export const writeMany = (db: OutboxDb, count: number) =>
  sql`
    insert into outbox (id, aggregate_type, aggregate_id, aggregate_version, event_type, payload)
    select gen_random_uuid(), 'order', gen_random_uuid(), 1, 'order-paid', '{}' from generate_series(1, ${count})`.execute(
    db,
  )

export const rowOf = (db: OutboxDb, id: string) =>
  db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** Makes every pause and every lease end now, so that no test waits for them. */
export const endWaiting = (db: OutboxDb) =>
  sql`
    update outbox set next_attempt_at = least(next_attempt_at, now()), claimed_until = now() - interval '1 s'
    where published_at is null`.execute(db)
