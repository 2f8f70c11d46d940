import { createIdempotencyTable, dropIdempotencyTable } from '@waybill/idempotency'
import { createOutboxTable, dropOutboxTable } from '@waybill/outbox'
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await createOutboxTable(db)
  await createIdempotencyTable(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await dropIdempotencyTable(db)
  await dropOutboxTable(db)
}
