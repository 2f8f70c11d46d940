import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table order_processes (
      id uuid primary key,
      order_id uuid not null references orders (id),
      checkout_id uuid not null unique references checkouts (id),
      outcome text not null check (outcome in ('succeeded', 'failed')),
      failure_reason text,
      created_at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index order_processes_order on order_processes (order_id)`.execute(db)
  await sql`create index order_processes_newest on order_processes (created_at desc, id desc)`.execute(db)
  await sql`
    create table order_process_jobs (
      process_id uuid not null references order_processes (id),
      type text not null check (type in ('production', 'invoice', 'notification')),
      status text not null check (status in ('queued', 'running', 'succeeded', 'failed')),
      attempt integer not null default 1,
      fault text check (fault in ('passing', 'permanent')),
      note text,
      reference text,
      deadline_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (process_id, type)
    ) with (fillfactor = 80)`.execute(db)
  // What is not done is a small part of the table: the sweeper and the console look only there.
  await sql`
    create index order_process_jobs_due on order_process_jobs (type, deadline_at) where deadline_at is not null`.execute(
    db,
  )
  await sql`
    create index order_process_jobs_open on order_process_jobs (status, type, process_id)
    where status <> 'succeeded'`.execute(db)
  await sql`
    create table order_process_job_reports (
      process_id uuid not null,
      type text not null,
      attempt integer not null,
      status text not null,
      fault text,
      note text,
      reference text,
      at timestamptz(3) not null default now(),
      foreign key (process_id, type) references order_process_jobs (process_id, type)
    )`.execute(db)
  // A report that is repeated word for word is one report.
  await sql`
    create unique index order_process_job_reports_once
    on order_process_job_reports
      (process_id, type, attempt, status, md5(coalesce(note, '')), coalesce(reference, ''))`.execute(db)
  await sql`
    create table operator_actions (
      id uuid primary key,
      operator text not null,
      action text not null,
      reason text not null,
      order_id uuid references orders (id),
      process_id uuid,
      job text,
      subject text,
      at timestamptz(3) not null default now()
    )`.execute(db)
  await sql`create index operator_actions_order on operator_actions (order_id)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table operator_actions, order_process_job_reports, order_process_jobs, order_processes`.execute(db)
}
