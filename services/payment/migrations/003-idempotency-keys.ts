import { createIdempotencyTable, dropIdempotencyTable } from '@waybill/idempotency'
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await createIdempotencyTable(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await dropIdempotencyTable(db)
}
