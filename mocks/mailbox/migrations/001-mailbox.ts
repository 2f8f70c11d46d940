import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table messages (
      id uuid primary key,
      message_id text not null,
      raw bytea not null,
      size_bytes integer not null,
      mail_from text not null,
      recipients text[] not null,
      from_name text not null,
      from_address text not null,
      to_addresses jsonb not null,
      cc_addresses jsonb not null,
      bcc_addresses jsonb not null,
      reply_to_addresses jsonb not null,
      subject text not null,
      date timestamptz,
      text text not null,
      html text not null,
      snippet text not null,
      headers jsonb not null,
      attachments jsonb not null,
      search_to text not null,
      search_from text not null,
      search_subject text not null,
      search_any text not null,
      read boolean not null default false,
      received_at timestamptz not null
    )`.execute(db)
  await sql`create index messages_newest on messages (received_at desc, id desc)`.execute(db)

  // The journal outlives the mails: a test compares with it after somebody has emptied the mailbox.
  await sql`
    create table deliveries (
      seq bigint generated always as identity primary key,
      id uuid not null unique,
      message_id text not null,
      mail_from text not null,
      recipients text[] not null,
      subject text not null,
      waybill jsonb not null,
      size_bytes integer not null,
      outcome text not null
        check (outcome in ('accepted', 'temporary', 'permanent', 'hang', 'cut-after-data')),
      received_at timestamptz not null
    )`.execute(db)

  await sql`
    create table behaviours (
      seq bigint generated always as identity primary key,
      id uuid not null unique,
      mode text not null check (mode in ('ok', 'temporary', 'permanent', 'hang', 'cut-after-data')),
      share double precision not null check (share > 0 and share <= 1),
      times_left integer check (times_left >= 0),
      match_to text
    )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table behaviours, deliveries, messages`.execute(db)
}
