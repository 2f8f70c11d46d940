import { type Kysely, sql } from 'kysely'

/** The journal of effects and how the next calls are answered, for a migration of the stand-in that keeps them. */
export async function createEffectTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table effects (
      seq bigint generated always as identity primary key,
      idempotency_key text not null unique,
      request_hash text not null,
      process_id uuid not null,
      order_id uuid not null,
      reference text not null,
      calls integer not null default 1,
      at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`
    create table behaviour (
      only_one boolean primary key default true check (only_one),
      mode text not null,
      remaining integer
    )`.execute(db)
  await sql`insert into behaviour (mode) values ('ok')`.execute(db)
}

export async function dropEffectTables(db: Kysely<unknown>): Promise<void> {
  await sql`drop table behaviour, effects`.execute(db)
}
