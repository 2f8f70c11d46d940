import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments (
      id uuid primary key,
      user_id uuid not null,
      order_id uuid not null,
      checkout_id uuid not null unique,
      amount_minor bigint not null check (amount_minor between 1 and 99999999999),
      currency text not null,
      status text not null check (status in ('submitting', 'pending', 'succeeded', 'failed', 'expired')),
      failure_reason text,
      provider_payment_id text,
      flag text,
      flagged_at timestamptz(3),
      acknowledged_at timestamptz(3),
      version integer not null default 1,
      next_submit_at timestamptz(3),
      next_reconcile_at timestamptz(3),
      reconcile_step integer not null default 0,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now()
    ) with (fillfactor = 85)`.execute(db)
  await sql`
    create unique index payments_one_live_per_order on payments (order_id)
    where status not in ('failed', 'expired')`.execute(db)
  await sql`create index payments_order on payments (order_id, created_at desc)`.execute(db)
  await sql`create index payments_newest on payments (created_at desc, id desc)`.execute(db)
  await sql`create index payments_to_submit on payments (next_submit_at) where status = 'submitting'`.execute(db)
  await sql`
    create index payments_to_reconcile on payments (next_reconcile_at)
    where status in ('submitting', 'pending')`.execute(db)
  await sql`
    create index payments_flagged on payments (created_at desc, id desc)
    where flag is not null and acknowledged_at is null`.execute(db)
  await sql`
    create table payment_transitions (
      payment_id uuid not null references payments (id),
      version integer not null,
      from_status text,
      to_status text not null,
      cause text not null,
      cause_id text not null,
      at timestamptz(3) not null default now(),
      primary key (payment_id, version),
      unique (payment_id, cause, cause_id)
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table payment_transitions, payments`.execute(db)
}
