import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table emails (
      id uuid primary key,
      scope text not null,
      idempotency_key text not null,
      request_hash text not null,
      user_id uuid not null,
      order_id uuid not null,
      process_id uuid not null,
      attempt integer not null,
      template text not null,
      to_address text not null,
      data jsonb not null,
      subject text not null,
      message_id text not null,
      status text not null check (status in ('queued', 'sending', 'sent', 'failed')),
      traceparent text,
      tries integer not null default 0,
      answer text,
      claimed_by uuid,
      next_attempt_at timestamptz(3) not null default now(),
      created_at timestamptz(3) not null default now(),
      queued_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      sent_at timestamptz(3),
      unique (scope, idempotency_key)
    ) with (fillfactor = 85)`.execute(db)
  await sql`create index emails_order on emails (order_id)`.execute(db)
  await sql`create index emails_due on emails (next_attempt_at) where status in ('queued', 'sending')`.execute(db)
  await sql`
    create table email_attempts (
      id bigint generated always as identity primary key,
      email_id uuid not null references emails (id),
      outcome text not null check (outcome in ('sent', 'failed', 'postponed', 'interrupted')),
      detail text,
      at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index email_attempts_email on email_attempts (email_id)`.execute(db)
  await sql`
    create table job_reports (
      id bigint generated always as identity primary key,
      email_id uuid not null references emails (id),
      process_id uuid not null,
      attempt integer not null,
      status text not null check (status in ('succeeded', 'failed')),
      fault text,
      note text,
      reference text,
      tries integer not null default 0,
      claimed_by uuid,
      next_attempt_at timestamptz(3) not null default now(),
      last_error text,
      created_at timestamptz(3) not null default now(),
      delivered_at timestamptz(3)
    )`.execute(db)
  await sql`create index job_reports_due on job_reports (next_attempt_at) where delivered_at is null`.execute(db)
  await sql`create index job_reports_email on job_reports (email_id)`.execute(db)
  await sql`
    create table operator_actions (
      id uuid primary key,
      operator text not null,
      action text not null,
      reason text not null,
      email_id uuid not null references emails (id),
      idempotency_key text not null unique,
      at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index operator_actions_email on operator_actions (email_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table operator_actions, job_reports, email_attempts, emails`.execute(db)
}
