import { type Kysely, sql } from 'kysely'

/** For the records of what operators did with a webhook event. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index operator_actions_webhook_event on operator_actions (webhook_event_id)
    where webhook_event_id is not null`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index operator_actions_webhook_event`.execute(db)
}
