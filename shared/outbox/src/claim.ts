import { type QueryExecutorProvider, sql } from 'kysely'

export type ClaimedEvent = {
  id: string
  eventType: string
  payload: string
  attributes: Record<string, string>
  /** Claims so far, this one included. */
  attempts: number
}

/**
 * Leases up to `limit` due events to the worker for 10 s, oldest first: of each aggregate only those of its oldest unpublished
 * version, so that no relay can publish a newer one before an older one. Never waits for another relay.
 */
export async function claimDue(db: QueryExecutorProvider, claim: { workerId: string; fromSeq: number; limit: number }) {
  const { rows } = await sql<ClaimedEvent>`
    with due as (
      select o.id from outbox o
      where o.published_at is null and o.parked_at is null and o.next_attempt_at <= now() and o.seq >= ${claim.fromSeq}
        and (o.claimed_until is null or o.claimed_until < now())
        and not exists (
          select from outbox p
          where p.published_at is null and p.aggregate_type = o.aggregate_type
            and p.aggregate_id = o.aggregate_id and p.aggregate_version < o.aggregate_version)
      order by o.next_attempt_at, o.seq limit ${claim.limit} for update skip locked),
    claimed as (
      update outbox o
      set claimed_by = ${claim.workerId}, claimed_until = now() + interval '10 s', attempts = o.attempts + 1
      from due where o.id = due.id returning o.*)
    select id, event_type as "eventType", payload, attributes, attempts from claimed order by seq`.execute(db)
  return rows
}

/**
 * The lowest `seq` that is not published, as far as this statement sees; with none, the next one to be given. A row of a
 * transaction still open may have a lower one.
 */
export async function lowestUnpublishedSeq(db: QueryExecutorProvider): Promise<number> {
  const { rows } = await sql<{ seq: string }>`
    select coalesce(
      (select min(seq) from outbox where published_at is null),
      pg_sequence_last_value(pg_get_serial_sequence('outbox', 'seq')::regclass) + 1,
      1)::text as seq`.execute(db)
  return Number(rows[0]?.seq ?? 1)
}
