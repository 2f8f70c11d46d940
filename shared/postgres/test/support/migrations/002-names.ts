import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table things add name text`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table things drop name`.execute(db)
}
