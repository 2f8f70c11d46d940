import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table scenarios (
      id uuid primary key default uuidv7(),
      scenario text not null,
      outcome text,
      merchant_reference text,
      amount_minor bigint,
      remaining integer not null
    )`.execute(db)
  await sql`
    create table payments (
      id text primary key,
      merchant_reference text not null unique,
      idempotency_key text not null unique,
      amount_minor bigint not null,
      currency text not null,
      outcome text not null check (outcome in ('succeeded', 'failed')),
      scenario text,
      decided boolean not null default false,
      decide_at timestamptz(3) not null,
      created_at timestamptz(3) not null default now(),
      decided_at timestamptz(3)
    )`.execute(db)
  await sql`create index payments_undecided on payments (decide_at) where not decided`.execute(db)
  await sql`create index payments_newest on payments (created_at, id)`.execute(db)
  await sql`
    create table failed_requests (
      merchant_reference text primary key,
      scenario text not null,
      outcome text,
      at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`
    create table webhooks (
      id uuid primary key default uuidv7(),
      event_id text not null,
      payment_id text not null references payments (id),
      type text not null,
      variant text not null,
      body text not null,
      attempts integer not null default 0,
      next_attempt_at timestamptz(3) not null,
      acknowledged_at timestamptz(3)
    )`.execute(db)
  await sql`create index webhooks_payment on webhooks (payment_id)`.execute(db)
  await sql`create index webhooks_due on webhooks (next_attempt_at) where acknowledged_at is null`.execute(db)
  await sql`
    create table deliveries (
      id bigint generated always as identity primary key,
      webhook_id uuid not null references webhooks (id),
      variant text not null,
      answer integer,
      at timestamptz(3) not null default now()
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table deliveries, webhooks, failed_requests, payments, scenarios`.execute(db)
}
