import { createDatabase } from '@waybill/postgres'
import { captureLog, createTestDatabase } from '@waybill/test-kit'
import { type RawBuilder, sql } from 'kysely'
import { createIdempotencyKeys } from '../../src/idempotency-keys.ts'
import { createIdempotencyTable } from '../../src/idempotency-table.ts'
import type { KeyedRequest } from '../../src/key-statements.ts'
import { requestHash } from '../../src/request-hash.ts'

export type Tables = { effects: { key: string; fence: number } }

/** A database with the keys' table and one in which runs leave their effects. */
export async function openKeys({ leaseSeconds = 30 } = {}) {
  const { connectionString, drop } = await createTestDatabase()
  const open = (url = connectionString) =>
    createDatabase<Tables>({ connectionString: url, applicationName: 'test', logger: captureLog().logger })
  const database = open()
  const { db } = database
  await createIdempotencyTable(db as never)
  await sql`create table effects (key text not null, fence int not null)`.execute(db)
  const rows = async <T>(query: RawBuilder<T>) => (await query.execute(db)).rows
  return {
    connectionString,
    db,
    keys: createIdempotencyKeys({ db, leaseSeconds }),
    open,
    rows,
    /** As if the time of all locks had passed. */
    endLocks: () => rows(sql`update idempotency_keys set locked_until = now() - interval '1 s'`),
    close: async () => {
      await database.stop()
      await drop()
    },
  }
}

export type OpenKeys = Awaited<ReturnType<typeof openKeys>>

export function request(key: string, body: Record<string, unknown> = { amountMinor: 100 }): KeyedRequest {
  return { scope: 'u:1', key, methodPath: 'POST checkout', requestHash: requestHash(body), request: body }
}
