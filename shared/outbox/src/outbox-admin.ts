import { type QueryExecutorProvider, sql } from 'kysely'

export type ParkedEvent = {
  id: string
  aggregateType: string
  aggregateId: string
  aggregateVersion: number
  eventType: string
  attempts: number
  lastError: string | null
  createdAt: Date
  parkedAt: Date
}

export type OutboxStats = {
  /** Age of the oldest event that waits to be published, in seconds; 0 when none does. Parked ones do not count. */
  oldestUnpublishedSeconds: number
  unpublished: number
  parked: number
}

/** What operators and housekeeping do with an outbox. `db` may be a transaction, so that a release can be recorded with it. */
export function createOutboxAdmin({ db }: { db: QueryExecutorProvider }) {
  return {
    /** Oldest first, at most 1,000. They hold back the later events of their own aggregates until they are released. */
    async listParked(): Promise<ParkedEvent[]> {
      const { rows } = await sql<ParkedEvent>`
        select id, aggregate_type as "aggregateType", aggregate_id as "aggregateId", aggregate_version as "aggregateVersion",
          event_type as "eventType", attempts, last_error as "lastError", created_at as "createdAt", parked_at as "parkedAt"
        from outbox where published_at is null and parked_at is not null order by seq limit 1000`.execute(db)
      return rows
    },

    /** Makes a parked event due now; false when it is not parked. */
    async releaseParked(id: string): Promise<boolean> {
      const { rows } = await sql`
        update outbox set parked_at = null, next_attempt_at = now(), attempts = 0
        where id = ${id} and parked_at is not null and published_at is null returning id`.execute(db)
      return rows.length > 0
    },

    /** Deletes published events that are older, at most `limit` of them, and answers how many: run it until it is fewer. */
    async deletePublished({ olderThanHours, limit }: { olderThanHours: number; limit: number }): Promise<number> {
      const { numAffectedRows } = await sql`
        delete from outbox where id in (
          select id from outbox where published_at < now() - ${olderThanHours}::float8 * interval '1 hour'
          order by published_at limit ${limit} for update skip locked)`.execute(db)
      return Number(numAffectedRows ?? 0n)
    },

    async stats(): Promise<OutboxStats> {
      const { rows } = await sql<OutboxStats>`
        select count(*) filter (where parked_at is null)::integer as unpublished,
          count(*) filter (where parked_at is not null)::integer as parked,
          greatest(0, extract(epoch from now() - min(created_at) filter (where parked_at is null)))::float8
            as "oldestUnpublishedSeconds"
        from outbox where published_at is null`.execute(db)
      return rows[0] ?? { oldestUnpublishedSeconds: 0, unpublished: 0, parked: 0 }
    },
  }
}
