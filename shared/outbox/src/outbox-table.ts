import { type ColumnType, type Generated, type GeneratedAlways, type QueryExecutorProvider, sql } from 'kysely'

/**
 * A row is written by the service itself, in the statement that changes the state which it tells of. `payload` is sent as it is:
 * JSON in plain ASCII. `attributes` go beside it, without `eventType` and `id`, which the relay adds.
 */
export type OutboxTable = {
  id: string
  seq: GeneratedAlways<number>
  aggregate_type: string
  aggregate_id: string
  aggregate_version: number
  event_type: string
  payload: string
  attributes: ColumnType<Record<string, string>, string | undefined, string>
  created_at: Generated<Date>
  next_attempt_at: Generated<Date>
  attempts: Generated<number>
  claimed_by: string | null
  claimed_until: Date | null
  published_at: Date | null
  parked_at: Date | null
  last_error: string | null
}

/**
 * For a migration's `up`. Every row is updated twice soon after it was written: the free space in the pages and the early vacuum
 * keep the dead versions few, and the indexes small.
 */
export async function createOutboxTable(db: QueryExecutorProvider): Promise<void> {
  await sql`
    create table outbox (
      id uuid primary key,
      seq bigint generated always as identity,
      aggregate_type text not null,
      aggregate_id uuid not null,
      aggregate_version integer not null,
      event_type text not null,
      payload text not null,
      attributes jsonb not null default '{}',
      created_at timestamptz not null default now(),
      next_attempt_at timestamptz not null default now(),
      attempts integer not null default 0,
      claimed_by text,
      claimed_until timestamptz,
      published_at timestamptz,
      parked_at timestamptz,
      last_error text,
      unique (aggregate_type, aggregate_id, aggregate_version, event_type)
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)`.execute(db)
  await sql`
    create index outbox_due on outbox (next_attempt_at, seq) where published_at is null and parked_at is null`.execute(
    db,
  )
  await sql`
    create index outbox_head on outbox (aggregate_type, aggregate_id, aggregate_version)
    where published_at is null`.execute(db)
  await sql`create index outbox_published on outbox (published_at) where published_at is not null`.execute(db)
}

/** For a migration's `down`. */
export async function dropOutboxTable(db: QueryExecutorProvider): Promise<void> {
  await sql`drop table outbox`.execute(db)
}
