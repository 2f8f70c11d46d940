import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhook_events (
      id uuid primary key default uuidv7(),
      provider text not null,
      event_id text not null,
      event_type text,
      merchant_reference uuid,
      occurred_at timestamptz(3),
      body text not null,
      body_sha256 bytea not null,
      other_body text,
      status text not null
        check (status in ('received', 'waiting_for_payment', 'processed', 'ignored', 'quarantined')),
      reason text,
      deliveries integer not null default 1,
      attempts integer not null default 0,
      next_attempt_at timestamptz(3),
      received_at timestamptz(3) not null default now(),
      processed_at timestamptz(3),
      unique (provider, event_id)
    )`.execute(db)
  await sql`
    create index webhook_events_due on webhook_events (next_attempt_at)
    where status in ('received', 'waiting_for_payment')`.execute(db)
  await sql`create index webhook_events_newest on webhook_events (received_at desc, id desc)`.execute(db)
  await sql`
    create index webhook_events_undone on webhook_events (status, received_at desc, id desc)
    where status <> 'processed'`.execute(db)
  await sql`
    create table payment_confirmations (
      payment_id uuid primary key references payments (id),
      outcome text not null check (outcome in ('succeeded', 'failed')),
      failure_reason text,
      occurred_at timestamptz(3) not null,
      attempts integer not null default 0,
      next_attempt_at timestamptz(3) not null default now(),
      last_error text,
      applied boolean,
      delivered_at timestamptz(3),
      created_at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`
    create index payment_confirmations_due on payment_confirmations (next_attempt_at)
    where delivered_at is null`.execute(db)
  await sql`
    create table operator_actions (
      id uuid primary key,
      operator text not null,
      action text not null,
      reason text not null,
      payment_id uuid references payments (id),
      webhook_event_id uuid references webhook_events (id),
      at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index operator_actions_payment on operator_actions (payment_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table operator_actions, payment_confirmations, webhook_events`.execute(db)
}
