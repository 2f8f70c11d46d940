import { type Kysely, sql } from 'kysely'

/** For the pages of the log, newest first, and for the figures of the overview: neither reads a row that it does not show. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index emails_newest on emails (created_at desc, id desc)`.execute(db)
  await sql`create index emails_by_status on emails (status, created_at desc, id desc)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index emails_by_status, emails_newest`.execute(db)
}
