import { AppError } from '@waybill/errors'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OwnedKey } from '../src/key-statements.ts'
import { whereOwned } from '../src/key-statements.ts'
import { type OpenKeys, openKeys, request } from './support/open-keys.ts'

let open: OpenKeys
let keys: OpenKeys['keys']
beforeAll(async () => {
  open = await openKeys()
  keys = open.keys
})
afterAll(() => open.close())

const own = async (key: string) => (await keys.claim(request(key))) as OwnedKey
const paid = { status: 202, body: '{"paid":  true}' }

it('when a key is new, the run owns it and knows nothing of an earlier one', async () => {
  expect(await own('new')).toEqual({
    ...{ scope: 'u:1', key: 'new', fence: 1, recoveryPoint: null, request: { amountMinor: 100 } },
  })
})

it('when the run has ended, the same answer comes again, byte for byte', async () => {
  expect(await keys.finish(await own('ended'), paid)).toEqual({ ...paid, replayed: false })
  expect(await keys.claim(request('ended'))).toEqual({ ...paid, replayed: true })
  await open.endLocks()
  expect(await keys.claim(request('ended'))).toEqual({ ...paid, replayed: true })
})

it('when the run has ended, it cannot end once more in another way', async () => {
  const run = await own('twice')
  await keys.finish(run, paid)
  expect(await keys.complete(run, { status: 202, body: 'another' })).toBe(false)
  expect(await keys.claim(request('twice'))).toEqual({ ...paid, replayed: true })
})

it('when the run still goes on, another one is sent away with 409 and told when to come back', async () => {
  await own('running')
  await expect(keys.claim(request('running'))).rejects.toMatchObject({
    ...{ kind: 'conflict', code: 'idempotency-key-in-progress', retryAfterSeconds: 1, replayed: false },
  })
})

it('when the key was used for another body or another route, it is 422, whether the run has ended or not', async () => {
  const reused = { kind: 'unprocessable', code: 'idempotency-key-reused' }
  const run = await own('reused')
  const others = [request('reused', { amountMinor: 101 }), { ...request('reused'), methodPath: 'POST orders' }]
  for (const other of others) await expect(keys.claim(other)).rejects.toMatchObject(reused)
  await open.endLocks()
  for (const other of others) await expect(keys.claim(other)).rejects.toMatchObject(reused)
  await keys.finish(run, paid)
  for (const other of others) await expect(keys.claim(other)).rejects.toMatchObject(reused)
})

it('when two users choose the same key, each has its own', async () => {
  expect(await keys.claim({ ...request('same'), scope: 'u:2' })).toMatchObject({ fence: 1 })
  expect(await own('same')).toMatchObject({ fence: 1 })
})

it('when it was refused by the business, the refusal comes again and says that it is a replay', async () => {
  const refusal = new AppError('conflict', 'payment-in-progress', 'A payment is pending', {
    errors: [{ path: 'orderId', message: 'busy' }],
    cause: new Error('inside'),
  })
  const shown = {
    kind: 'conflict',
    code: 'payment-in-progress',
    message: 'A payment is pending',
    errors: refusal.errors,
  }
  await expect(keys.finish(await own('refused'), { refusal })).rejects.toMatchObject({ ...shown, replayed: false })
  await expect(keys.claim(request('refused'))).rejects.toMatchObject({ ...shown, replayed: true, cause: undefined })
})

it('when the run is dead, the next one goes on where it was, and the dead one can write no more', async () => {
  const dead = await own('dead')
  await sql`update idempotency_keys set recovery_point = 'c1' where ${whereOwned(dead)}`.execute(open.db)
  await open.endLocks()
  const next = await own('dead')
  expect(next).toMatchObject({ fence: 2, recoveryPoint: 'c1' })
  const late = await sql`update idempotency_keys set recovery_point = 'c2' where ${whereOwned(dead)}`.execute(open.db)
  expect(late.numAffectedRows).toBe(0n)
  expect(await keys.complete(dead, { status: 202, body: 'late' })).toBe(false)
  await expect(keys.finish(dead, paid)).rejects.toMatchObject({ code: 'idempotency-key-in-progress' })
  expect(await keys.finish(next, paid)).toEqual({ ...paid, replayed: false })
})

it('when the answer is rolled back with the transaction of the caller, the run still owns its key', async () => {
  const run = await own('undone')
  const undone = open.db.transaction().execute(async (trx) => {
    expect(await keys.complete(run, paid, trx)).toBe(true)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await keys.finish(run, paid)).toEqual({ ...paid, replayed: false })
})
