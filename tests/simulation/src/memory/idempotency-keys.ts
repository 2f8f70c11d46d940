import { AppError } from '@waybill/errors'
import {
  type Ending,
  type IdempotencyKeys,
  isKeptRefusal,
  type KeyedRequest,
  type KeyRun,
  type OwnedKey,
  type StoredAnswer,
} from '@waybill/idempotency'
import { allOrNothing, createTable, due, type UndoLog } from './table.ts'

export type KeyRow = KeyedRequest & {
  state: 'in_progress' | 'completed'
  fence: number
  recoveryPoint: string | null
  ending: Ending | null
  lockedUntilMs: number
}

export type KeyTable = ReturnType<typeof createKeyTable>

export function createKeyTable(log: UndoLog) {
  const rows = createTable<KeyRow>(({ scope, key }) => `${scope} ${key}`, log)
  return { ...rows, log, inProgress: rows.open(({ state }) => state === 'in_progress') }
}

/** The row, if this run may still write under it. */
export function ownedRow(keys: KeyTable, { scope, key, fence }: KeyRun): KeyRow | undefined {
  const row = keys.get(`${scope} ${key}`)
  return row?.state === 'in_progress' && row.fence === fence ? row : undefined
}

const leaseMs = 30_000

/** As `createIdempotencyKeys`, without its pruning. Its transactions are undone by the tables' undo log. */
export function createKeysInMemory(keys: KeyTable, nowMs: () => number) {
  function claimOrAnswer(request: KeyedRequest): OwnedKey | StoredAnswer {
    const row = keys.get(`${request.scope} ${request.key}`)
    if (!row) return taken({ ...request, state: 'in_progress', fence: 0, recoveryPoint: null, ending: null })
    if (row.requestHash !== request.requestHash || row.methodPath !== request.methodPath) throw usedForAnother()
    if (row.state === 'completed') return answerOf(row.ending, true)
    if (row.lockedUntilMs >= nowMs()) throw stillRunning()
    return taken(row)
  }

  function taken(row: Omit<KeyRow, 'lockedUntilMs'>): OwnedKey {
    const { scope, key, recoveryPoint, request } = row
    const fence = row.fence + 1
    keys.put({ ...row, fence, lockedUntilMs: nowMs() + leaseMs })
    return { scope, key, fence, recoveryPoint, request }
  }

  function complete(run: KeyRun, ending: Ending): boolean {
    const row = ownedRow(keys, run)
    if (row) keys.put({ ...row, state: 'completed', ending })
    return row !== undefined
  }

  const runOnce = (request: KeyedRequest, work: () => Promise<Ending>) =>
    allOrNothing(keys.log, async (): Promise<{ answer: StoredAnswer } | { ending: Ending }> => {
      const owned = claimOrAnswer(request)
      if (!('fence' in owned)) return { answer: owned }
      const ending = await work()
      complete(owned, ending)
      return { ending }
    })

  return {
    claim: async (request) => claimOrAnswer(request),

    async finish(run, ending) {
      if (!complete(run, ending)) throw stillRunning()
      return answerOf(ending, false)
    },

    async once(request, work) {
      let refusal: AppError | undefined
      const done = await runOnce(request, async () => {
        try {
          return await work(undefined as never)
        } catch (error) {
          if (isKeptRefusal(error)) refusal = error
          throw error
        }
      }).catch((error: unknown) => {
        if (refusal === undefined || refusal !== error) throw error
        const kept = { refusal }
        return runOnce(request, async () => kept)
      })
      return 'answer' in done ? done.answer : answerOf(done.ending, false)
    },

    async release(run) {
      const row = ownedRow(keys, run)
      if (row) keys.put({ ...row, lockedUntilMs: nowMs() })
    },

    takeOver: async (limit) => due(keys.inProgress(), (row) => row.lockedUntilMs + 1, nowMs(), limit).map(taken),
  } satisfies Omit<IdempotencyKeys, 'complete' | 'deleteExpired'>
}

function answerOf(ending: Ending | null, replayed: boolean): StoredAnswer {
  if (!ending) throw new Error('a completed idempotency key holds no answer')
  if (!('refusal' in ending)) return { ...ending, replayed }
  const { kind, code, message, errors } = ending.refusal
  throw new AppError(kind, code, message, { replayed, ...(errors && { errors }) })
}

const stillRunning = () =>
  new AppError('conflict', 'idempotency-key-in-progress', 'A request with this key is still running', {
    retryAfterSeconds: 1,
  })

const usedForAnother = () =>
  new AppError('unprocessable', 'idempotency-key-reused', 'This key was used for another request')
