import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Times are kept to the millisecond, so that a cursor that went through JSON finds its place again.
  await sql`
    create table orders (
      id uuid primary key,
      user_id uuid not null,
      name text not null,
      folded_name text collate "C" not null,
      status text not null check (status in ('created', 'payment_pending', 'paid', 'payment_failed', 'cancelled')),
      currency text not null,
      total_minor bigint not null check (total_minor between 1 and 99999999999),
      customer_name text not null,
      customer_email text not null,
      version integer not null default 1,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now()
    ) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01)`.execute(
    db,
  )
  // The search answers from this index alone; an early vacuum keeps it so.
  await sql`
    create index orders_search on orders (user_id, created_at desc, id desc) include (folded_name)`.execute(db)
  await sql`
    create table order_items (
      order_id uuid not null references orders (id),
      position smallint not null,
      sku text not null,
      name text not null,
      quantity integer not null check (quantity > 0),
      unit_price_minor bigint not null check (unit_price_minor >= 0),
      primary key (order_id, position)
    )`.execute(db)
  await sql`
    create table order_transitions (
      order_id uuid not null references orders (id),
      version integer not null,
      from_status text,
      to_status text not null,
      cause text not null,
      cause_id text not null,
      at timestamptz(3) not null default now(),
      primary key (order_id, version),
      unique (order_id, cause, cause_id)
    )`.execute(db)
  await sql`
    create table checkouts (
      id uuid primary key,
      order_id uuid not null references orders (id),
      payment_id uuid,
      payment_status text,
      outcome text check (outcome in ('succeeded', 'failed', 'refused')),
      failure_reason text,
      tries integer not null default 0,
      next_try_at timestamptz(3) not null,
      started_at timestamptz(3) not null default now(),
      accepted_at timestamptz(3),
      finished_at timestamptz(3)
    )`.execute(db)
  await sql`create index checkouts_order on checkouts (order_id)`.execute(db)
  await sql`create unique index checkouts_one_open on checkouts (order_id) where finished_at is null`.execute(db)
  await sql`
    create index checkouts_unanswered on checkouts (next_try_at)
    where payment_id is null and finished_at is null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table checkouts, order_transitions, order_items, orders`.execute(db)
}
