import { createEffectTables, dropEffectTables } from '@waybill/effect-journal'
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await createEffectTables(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await dropEffectTables(db)
}
