import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { OwnedKey } from '../src/key-statements.ts'
import { type OpenKeys, openKeys, request } from './support/open-keys.ts'

let open: OpenKeys
let keys: OpenKeys['keys']
beforeEach(async () => {
  open = await openKeys()
  keys = open.keys
})
afterEach(() => open.close())

const names = (owned: OwnedKey[]) => owned.map(({ key }) => key).toSorted()

it('when runs are dead, each is taken over once with all that is needed to go on, and living ones are left alone', async () => {
  for (const key of ['a', 'b', 'c']) await keys.claim(request(key, { orderId: key }))
  await open.endLocks()
  await keys.claim(request('alive'))
  const taken = await Promise.all([keys.takeOver(10), keys.takeOver(10), keys.takeOver(10)])
  expect(names(taken.flat())).toEqual(['a', 'b', 'c'])
  const [a] = taken.flat().filter(({ key }) => key === 'a')
  expect(a).toEqual({ scope: 'u:1', key: 'a', fence: 2, recoveryPoint: null, request: { orderId: 'a' } })
})

it('when there are more dead ones than asked for, those that wait longest come first', async () => {
  for (const key of ['a', 'b', 'c']) await keys.claim(request(key))
  await sql`update idempotency_keys set locked_until = now() - case key when 'b' then interval '9 s' else interval '1 s' end`.execute(
    open.db,
  )
  expect(names(await keys.takeOver(1))).toEqual(['b'])
})

it('when answers are older than three days, they are deleted in portions, and keys in progress stay', async () => {
  for (const key of ['a', 'b', 'c', 'young']) {
    await keys.finish((await keys.claim(request(key))) as OwnedKey, { status: 202, body: '' })
  }
  await keys.claim(request('running'))
  await sql`update idempotency_keys set expires_at = now() - interval '1 s' where key <> 'young'`.execute(open.db)
  expect([await keys.deleteExpired(2), await keys.deleteExpired(2), await keys.deleteExpired(2)]).toEqual([2, 1, 0])
  expect(await open.rows(sql`select key from idempotency_keys order by key`)).toEqual([
    { key: 'running' },
    { key: 'young' },
  ])
  const [kept] = await open.rows(sql<{ hours: number }>`
    select extract(epoch from expires_at - created_at)::int / 3600 as hours from idempotency_keys where key = 'young'`)
  expect(kept).toEqual({ hours: 72 })
})

it('when a run gives its key up, the next one goes on at once; one that has lost the key gives up nothing', async () => {
  const first = (await keys.claim(request('given-up'))) as OwnedKey
  await keys.release(first)
  const second = await keys.claim(request('given-up'))
  expect(second).toMatchObject({ key: 'given-up', fence: 2 })
  await keys.release(first)
  await expect(keys.claim(request('given-up'))).rejects.toThrow('still running')
})
