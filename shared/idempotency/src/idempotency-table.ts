import { type Kysely, sql } from 'kysely'

/** The table of `createIdempotencyKeys`, for a migration of the service that owns it. */
export async function createIdempotencyTable(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_keys (
      scope text not null,
      key text not null,
      method_path text not null,
      request_hash text not null,
      request jsonb not null,
      state text not null default 'in_progress' check (state in ('in_progress', 'completed')),
      fence integer not null default 1,
      recovery_point text,
      answer_status integer,
      answer_body text,
      refusal jsonb,
      locked_until timestamptz not null,
      last_run_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      primary key (scope, key)
    )`.execute(db)
  await sql`
    create index idempotency_keys_abandoned on idempotency_keys (locked_until) where state = 'in_progress'`.execute(db)
  await sql`create index idempotency_keys_expired on idempotency_keys (expires_at)`.execute(db)
}

/** Takes `createIdempotencyTable` back, with all keys. */
export async function dropIdempotencyTable(db: Kysely<unknown>): Promise<void> {
  await sql`drop table idempotency_keys`.execute(db)
}
