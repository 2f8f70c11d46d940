import { AppError } from '@waybill/errors'
import type { Kysely, Transaction } from 'kysely'
import * as statements from './key-statements.ts'
import { answerOf, type Ending, isKeptRefusal, rowOf, type StoredAnswer } from './stored-answer.ts'

type Executor = statements.Executor
type KeyedRequest = statements.KeyedRequest
type OwnedKey = statements.OwnedKey
type Deps<Tables> = { db: Kysely<Tables>; leaseSeconds?: number }

export type IdempotencyKeys<Tables = unknown> = ReturnType<typeof createIdempotencyKeys<Tables>>

/**
 * Idempotency keys: the same key and request get the same answer again, byte for byte, for 72 h
 * (draft-ietf-httpapi-idempotency-key-header). A run owns its key for 30 s; whoever takes it over raises the fence, and what the
 * older run still wants to write is refused. Validate and rate-limit before the claim.
 */
export function createIdempotencyKeys<Tables>({ db, leaseSeconds = 30 }: Deps<Tables>) {
  const claim = (request: KeyedRequest, executor: Executor = db) => claimOrAnswer(executor, request, leaseSeconds)

  /** In one transaction. With a refusal to keep, the work is not run again. */
  function runOnce(request: KeyedRequest, work: (trx: Transaction<Tables>) => Promise<Ending>) {
    return db.transaction().execute(async (trx): Promise<{ answer: StoredAnswer } | { ending: Ending }> => {
      const owned = await claim(request, trx)
      if (!('fence' in owned)) return { answer: owned }
      const ending = await work(trx)
      await statements.completeKey(trx, owned, ending)
      return { ending }
    })
  }

  return {
    /**
     * The key, owned by this run; or the answer that is kept. Throws a kept refusal (`replayed`), 409 with
     * `retryAfterSeconds` while another run has the key, 422 when it was used for another request.
     */
    claim,

    /**
     * Keeps how the run ended, for a transaction of the caller. False, and nothing is written, when another run owns the key
     * by now: roll back.
     */
    complete: (run: statements.KeyRun, ending: Ending, executor: Executor = db) =>
      statements.completeKey(executor, run, ending),

    /** Keeps the ending and answers it. A run that lost its key gets the same 409 as any other who comes while it is taken. */
    async finish(run: statements.KeyRun, ending: Ending): Promise<StoredAnswer> {
      if (!(await statements.completeKey(db, run, ending))) throw stillRunning()
      return answerOf(rowOf(ending), false)
    },

    /**
     * Runs short work once per key: the key, what the work writes in `trx`, and its answer are one transaction. A refusal that
     * `isKeptRefusal` undoes the work and is kept; after any other error nothing stays. Of two at once the second waits and
     * gets the first one's answer.
     */
    async once(request: KeyedRequest, work: (trx: Transaction<Tables>) => Promise<Ending>): Promise<StoredAnswer> {
      let refusal: AppError | undefined
      const done = await runOnce(request, async (trx) => {
        try {
          return await work(trx)
        } catch (error) {
          if (isKeptRefusal(error)) refusal = error
          throw error
        }
      }).catch((error: unknown) => {
        if (refusal === undefined || refusal !== error) throw error
        const kept = { refusal }
        return runOnce(request, async () => kept)
      })
      return 'answer' in done ? done.answer : answerOf(rowOf(done.ending), false)
    },

    /** For a run that failed without an ending: a repeat, or the sweeper, need not wait until its lock ends. */
    release: (run: statements.KeyRun) => statements.releaseKey(db, run),

    /** Takes over keys whose run is dead, those that wait longest first. Safe with many replicas. */
    takeOver: (limit: number) => statements.takeOverKeys(db, limit, leaseSeconds),

    /** Deletes answers older than 72 h, at most `limit`. Answers how many; ask again until it is none. */
    deleteExpired: (limit: number) => statements.deleteExpiredKeys(db, limit),
  }
}

async function claimOrAnswer(
  db: Executor,
  request: KeyedRequest,
  leaseSeconds: number,
): Promise<OwnedKey | StoredAnswer> {
  const owned = await statements.claimKey(db, request, leaseSeconds)
  if (owned) return owned
  const row = await statements.readKey(db, request)
  if (row && (row.requestHash !== request.requestHash || row.methodPath !== request.methodPath)) throw usedForAnother()
  if (row?.state !== 'completed') throw stillRunning()
  return answerOf(row, true)
}

const stillRunning = () =>
  new AppError('conflict', 'idempotency-key-in-progress', 'A request with this key is still running', {
    retryAfterSeconds: 1,
  })

const usedForAnother = () =>
  new AppError('unprocessable', 'idempotency-key-reused', 'This key was used for another request')
