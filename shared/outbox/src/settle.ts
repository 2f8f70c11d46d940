import { type QueryExecutorProvider, sql } from 'kysely'

// Each of these touches only rows that the worker still owns: one that stalled past its lease changes nothing, whoever owns
// them now. They answer the number of rows changed.

export async function markPublished(db: QueryExecutorProvider, workerId: string, ids: string[]): Promise<number> {
  return changedBy(
    db,
    ids.length,
    sql`
    update outbox set published_at = now(), claimed_until = null
    where id = any(${ids}::uuid[]) and claimed_by = ${workerId}`,
  )
}

export async function park(
  db: QueryExecutorProvider,
  workerId: string,
  events: { id: string; reason: string }[],
): Promise<number> {
  return changedBy(
    db,
    events.length,
    sql`
    update outbox o set parked_at = now(), last_error = e.reason, claimed_by = null, claimed_until = null
    from unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(({ reason }) => reason)}::text[]) as e (id, reason)
    where o.id = e.id and o.claimed_by = ${workerId}`,
  )
}

export async function postpone(
  db: QueryExecutorProvider,
  workerId: string,
  events: { id: string; reason: string; delayMs: number }[],
): Promise<number> {
  return changedBy(
    db,
    events.length,
    sql`
    update outbox o
    set next_attempt_at = now() + e.delay_ms * interval '1 ms', last_error = e.reason,
      claimed_by = null, claimed_until = null
    from unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(({ reason }) => reason)}::text[],
      ${events.map(({ delayMs }) => delayMs)}::integer[]) as e (id, reason, delay_ms)
    where o.id = e.id and o.claimed_by = ${workerId}`,
  )
}

async function changedBy(db: QueryExecutorProvider, rows: number, statement: ReturnType<typeof sql>): Promise<number> {
  if (rows === 0) return 0
  const { numAffectedRows } = await statement.execute(db)
  return Number(numAffectedRows ?? 0n)
}
