import { AppError } from '@waybill/errors'
import { isConnectionError } from '@waybill/postgres'
import { startCuttingProxy } from '@waybill/test-kit'
import { type QueryExecutorProvider, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createIdempotencyKeys } from '../src/idempotency-keys.ts'
import { type OpenKeys, openKeys, request } from './support/open-keys.ts'

let open: OpenKeys
let keys: OpenKeys['keys']
beforeAll(async () => {
  open = await openKeys()
  keys = open.keys
})
afterAll(() => open.close())

/** Work that leaves an effect and answers how many of them there are. */
const work = (key: string) => async (trx: QueryExecutorProvider) => {
  await sql`insert into effects values (${key}, 1)`.execute(trx)
  return { status: 201, body: JSON.stringify({ effects: await effectsOf(key, trx) }) }
}

async function effectsOf(key: string, executor: QueryExecutorProvider = open.db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from effects where key = ${key}`.execute(executor)
  return rows[0]?.n ?? 0
}

it('when the same request comes twenty times at once, the work is done once and all get its answer', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => keys.once(request('many'), work('many'))))
  expect(new Set(answers.map((answer) => answer.body))).toEqual(new Set(['{"effects":1}']))
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1)
  expect(await effectsOf('many')).toBe(1)
})

it('when the work refuses after it has written, what it wrote is undone and the refusal is kept', async () => {
  let ran = 0
  const refuse = async (trx: QueryExecutorProvider) => {
    ran += 1
    await work('refused')(trx)
    throw new AppError('conflict', 'payment-live', 'There is one')
  }
  await expect(keys.once(request('refused'), refuse)).rejects.toMatchObject({ code: 'payment-live', replayed: false })
  await expect(keys.once(request('refused'), refuse)).rejects.toMatchObject({ code: 'payment-live', replayed: true })
  expect([ran, await effectsOf('refused')]).toEqual([1, 0])
})

it('when a statement of the work fails and the work turns that into a refusal, the refusal is kept', async () => {
  const refuse = async (trx: QueryExecutorProvider) => {
    await sql`select 1 / 0`.execute(trx).catch(() => {
      throw new AppError('conflict', 'payment-live', 'There is one')
    })
    return { status: 201, body: '' }
  }
  await expect(keys.once(request('failed'), refuse)).rejects.toMatchObject({ code: 'payment-live', replayed: false })
  await expect(keys.once(request('failed'), work('failed'))).rejects.toMatchObject({ replayed: true })
})

it.each([
  new Error('broken'),
  new AppError('unavailable', 'database-unavailable', 'x'),
  new AppError('invalid', 'invalid-request', 'x'),
])('when the work fails with %s, nothing is kept and the same key may try again', async (error) => {
  const key = `again ${error.message} ${(error as AppError).kind}`
  const fail = async (trx: QueryExecutorProvider) => {
    await work(key)(trx)
    throw error
  }
  await expect(keys.once(request(key), fail)).rejects.toBe(error)
  expect(await keys.once(request(key), work(key))).toEqual({ status: 201, body: '{"effects":1}', replayed: false })
})

it('when the connection is cut during COMMIT, the repeated request gets the answer and the effect is there once', async () => {
  const proxy = await startCuttingProxy(open.connectionString)
  const database = open.open(proxy.connectionString)
  const throughProxy = createIdempotencyKeys({ db: database.db })
  proxy.cutAfter('commit')
  const failure = await throughProxy.once(request('cut'), work('cut')).catch((error: unknown) => error)
  expect(isConnectionError(failure)).toBe(true)
  proxy.cutAfter(undefined)
  expect(await throughProxy.once(request('cut'), work('cut'))).toEqual({
    status: 201,
    body: '{"effects":1}',
    replayed: true,
  })
  expect(await effectsOf('cut')).toBe(1)
  await database.stop()
  await proxy.stop()
})
