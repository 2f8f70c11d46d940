import type pg from 'pg'
import { expect, it } from 'vitest'
import { preparedClient } from '../src/prepared-client.ts'
import { createStatementNames } from '../src/statement-names.ts'

function clientThatFails(...errors: (Error | undefined)[]) {
  const asked: pg.QueryConfig[] = []
  const released: unknown[] = []
  const client = {
    async query(config: pg.QueryConfig) {
      asked.push(config)
      const error = errors.shift()
      if (error) throw error
      return { rows: [] }
    },
    release: (discard?: boolean) => released.push(discard),
  } as unknown as pg.PoolClient
  return { prepared: preparedClient(client, createStatementNames()), asked, released }
}

it('when the connection went silent, it refuses further work at once and leaves the pool', async () => {
  const { prepared, asked, released } = clientThatFails(new Error('Query read timeout'))
  await expect(prepared.query('select $1', [1])).rejects.toMatchObject({ code: 'database-unavailable' })
  await expect(prepared.query('rollback', [])).rejects.toMatchObject({ code: 'database-unavailable' })
  prepared.release()
  expect([asked.length, released]).toEqual([1, [true]])
})

it('when a statement was refused, the connection stays in the pool', async () => {
  const { prepared, released } = clientThatFails(Object.assign(new Error('duplicate'), { code: '23505' }))
  await expect(prepared.query('insert', [1])).rejects.toThrow('duplicate')
  prepared.release()
  expect(released).toEqual([false])
})

it('when a statement has parameters, it gets a name; without, it may be several and gets none', async () => {
  const { prepared, asked } = clientThatFails()
  await prepared.query('select $1', [1])
  await prepared.query('select $1', [2])
  await prepared.query('select 1; select 2', [])
  expect(asked.map((config) => config.name)).toEqual(['s1', 's1', undefined])
})

it('when there are more shapes of statements than names, the later ones go without', () => {
  const names = createStatementNames()
  const given = Array.from({ length: 300 }, (_, i) => names.nameOf(`select ${i}`))
  expect(new Set(given.slice(0, 256)).size).toBe(256)
  expect(given.slice(256).every((name) => name === undefined)).toBe(true)
  expect(names.nameOf('select 0')).toBe('s1')
})
