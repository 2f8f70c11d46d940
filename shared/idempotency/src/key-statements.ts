import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import { type Ending, type EndingRow, rowOf } from './stored-answer.ts'

export type KeyedRequest = {
  /** Whose key it is, for example `u:<userId>`. */
  scope: string
  key: string
  methodPath: string
  /** `requestHash` of route parameters and validated body. */
  requestHash: string
  /** What another run needs to go on with it. */
  request: Record<string, unknown>
}

/** One run under a key. */
export type KeyRun = { scope: string; key: string; fence: number }

/** A key that one run owns, until its lock ends and another takes it over with a higher fence. */
export type OwnedKey = KeyRun & { recoveryPoint: string | null; request: Record<string, unknown> }

export type KeyRow = EndingRow & { state: 'in_progress' | 'completed'; requestHash: string; methodPath: string }

/** A kysely instance or a transaction, whatever its tables. */
export type Executor = QueryExecutorProvider

const owned = sql.raw('k.scope, k.key, k.fence, k.recovery_point as "recoveryPoint", k.request')
const lock = (leaseSeconds: number) => sql`now() + make_interval(secs => ${leaseSeconds})`

/**
 * The condition on a row of `idempotency_keys` under which the run may still write. Every transaction of a run updates the
 * key's row (its `recovery_point`) under it, first of all its tables; no row means: stop and roll back, another run owns the key.
 */
export function whereOwned({ scope, key, fence }: KeyRun): RawBuilder<boolean> {
  return sql<boolean>`scope = ${scope} and key = ${key} and fence = ${fence} and state = 'in_progress'`
}

/** The key if it is new, or if its run is dead and the request is the same; else undefined. */
export async function claimKey(
  db: Executor,
  request: KeyedRequest,
  leaseSeconds: number,
): Promise<OwnedKey | undefined> {
  const { rows } = await sql<OwnedKey>`
    insert into idempotency_keys as k (scope, key, method_path, request_hash, request, locked_until, expires_at)
    values (${request.scope}, ${request.key}, ${request.methodPath}, ${request.requestHash},
      ${JSON.stringify(request.request)}::jsonb, ${lock(leaseSeconds)}, now() + interval '72 h')
    on conflict (scope, key) do update
      set locked_until = excluded.locked_until, fence = k.fence + 1, last_run_at = now()
      where k.state = 'in_progress' and k.locked_until < now()
        and k.request_hash = excluded.request_hash and k.method_path = excluded.method_path
    returning ${owned}`.execute(db)
  return rows[0]
}

export async function readKey(db: Executor, { scope, key }: KeyedRequest): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`
    select state, request_hash as "requestHash", method_path as "methodPath", answer_status as "answerStatus",
      answer_body as "answerBody", refusal
    from idempotency_keys where scope = ${scope} and key = ${key}`.execute(db)
  return rows[0]
}

/** Gives the key up before its lock ends, so that whoever comes next goes on at once. Nothing happens when another owns it. */
export async function releaseKey(db: Executor, run: KeyRun): Promise<void> {
  await sql`update idempotency_keys set locked_until = now() where ${whereOwned(run)}`.execute(db)
}

/** False, and nothing is written, when the run no longer owns its key. */
export async function completeKey(db: Executor, run: KeyRun, ending: Ending): Promise<boolean> {
  const { answerStatus, answerBody, refusal } = rowOf(ending)
  const { numAffectedRows } = await sql`
    update idempotency_keys set state = 'completed', answer_status = ${answerStatus}, answer_body = ${answerBody},
      refusal = ${refusal && JSON.stringify(refusal)}::jsonb
    where ${whereOwned(run)}`.execute(db)
  return numAffectedRows === 1n
}

/** The keys whose lock ended first, each with a higher fence. Other replicas skip what this one takes. */
export async function takeOverKeys(db: Executor, limit: number, leaseSeconds: number): Promise<OwnedKey[]> {
  const { rows } = await sql<OwnedKey>`
    with dead as (
      select scope, key from idempotency_keys where state = 'in_progress' and locked_until < now()
      order by locked_until limit ${limit} for update skip locked
    )
    update idempotency_keys k set locked_until = ${lock(leaseSeconds)}, fence = k.fence + 1, last_run_at = now()
    from dead where k.scope = dead.scope and k.key = dead.key returning ${owned}`.execute(db)
  return rows
}

/** One that is still in progress is never deleted, however old. */
export async function deleteExpiredKeys(db: Executor, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotency_keys where ctid = any(array(
      select ctid from idempotency_keys where state = 'completed' and expires_at < now()
      limit ${limit} for update skip locked))`.execute(db)
  return Number(numAffectedRows)
}
