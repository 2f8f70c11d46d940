import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table things (id int primary key, amount int8 not null); create index on things (amount)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table things`.execute(db)
}
