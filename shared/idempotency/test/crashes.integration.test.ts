import { AppError } from '@waybill/errors'
import { seededRandom, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OwnedKey, whereOwned } from '../src/key-statements.ts'
import { type OpenKeys, openKeys, request } from './support/open-keys.ts'

const keyCount = 20
const clientCount = 8
const keyNames = Array.from({ length: keyCount }, (_, i) => `key-${i}`)
const seed = 20_261_121
const random = seededRandom(seed)
const happened = { completed: 0, crashed: 0, stalled: 0, fencedOut: 0 }

let open: OpenKeys
beforeAll(async () => {
  open = await openKeys({ leaseSeconds: 0.2 })
})
afterAll(() => open.close())

const lockEnded = async (run: OwnedKey) => {
  const [row] = await open.rows(sql<{ ended: boolean }>`
    select fence > ${run.fence} or locked_until < now() as ended from idempotency_keys where scope = ${run.scope} and key = ${run.key}`)
  return row?.ended === true
}

const isTaken = async (run: OwnedKey) => {
  const others = await open.rows(
    sql`select 1 from idempotency_keys where key = ${run.key} and not (${whereOwned(run)})`,
  )
  return others.length > 0
}

/** One run in two steps. It may crash or stall before each of them. */
async function run(owned: OwnedKey): Promise<void> {
  if (owned.recoveryPoint === null) {
    if (await crashesOrStalls(owned)) return
    if (!(await leaveEffect(owned))) return
  }
  if (await crashesOrStalls(owned)) return
  const ending = { status: 202, body: JSON.stringify({ fence: owned.fence, by: random() }) }
  if (await open.keys.complete(owned, ending)) happened.completed += 1
  else happened.fencedOut += 1
}

/** True for a crash. A stalled run comes back when its lock has ended, sometimes only after another one has the key. */
async function crashesOrStalls(owned: OwnedKey): Promise<boolean> {
  const fate = random()
  if (fate < 0.3) happened.crashed += 1
  else if (fate < 0.6) {
    happened.stalled += 1
    await waitFor(() => lockEnded(owned), { what: 'the end of the lock' })
    if (random() < 0.5) await waitFor(() => isTaken(owned), { what: 'another run' })
  }
  return fate < 0.3
}

/** The recovery point and the effect in one transaction; a stale run leaves neither. */
async function leaveEffect(owned: OwnedKey): Promise<boolean> {
  return open.db.transaction().execute(async (trx) => {
    const reached = await sql`update idempotency_keys set recovery_point = 'effect' where ${whereOwned(owned)}`.execute(
      trx,
    )
    if (reached.numAffectedRows === 0n) {
      happened.fencedOut += 1
      return false
    }
    await sql`insert into effects values (${owned.key}, ${owned.fence})`.execute(trx)
    return true
  })
}

/** A client repeats its request until it gets an answer, whatever becomes of the runs that it starts. */
async function answerFor(key: string): Promise<string> {
  const ask = async () => {
    const claimed = await open.keys.claim(request(key)).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'idempotency-key-in-progress') return undefined
      throw error
    })
    if (!claimed) return undefined
    if (!('fence' in claimed)) return claimed.body
    await run(claimed)
    return undefined
  }
  return waitFor(ask, { what: `an answer for ${key}`, timeoutMs: 15_000 })
}

async function sweepUntil(isDone: () => boolean): Promise<void> {
  const sweep = async () => {
    for (const owned of await open.keys.takeOver(3)) await run(owned)
    return isDone()
  }
  await waitFor(sweep, { what: 'the clients', timeoutMs: 15_000 })
}

it(`when runs crash and stall, every key is completed once and its clients agree (seed ${seed})`, {
  timeout: 30_000,
}, async () => {
  let isDone = false
  const sweeper = sweepUntil(() => isDone)
  const clients = keyNames.flatMap((key) => Array.from({ length: clientCount }, () => answerFor(key)))
  const answers = await Promise.all(clients)
  isDone = true
  await sweeper

  expect(happened.completed).toBe(keyCount)
  expect(new Set(answers).size).toBe(keyCount)
  const effects = await open.rows(sql<{ key: string; fence: number }>`select key, fence from effects order by key`)
  expect(effects.map(({ key }) => key)).toEqual(keyNames.toSorted())
  expect(await open.rows(sql`select key from idempotency_keys where state = 'in_progress'`)).toEqual([])
  expect(happened.crashed).toBeGreaterThan(0)
  expect(happened.fencedOut).toBeGreaterThan(0)
})
