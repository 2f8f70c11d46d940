import { createDatabase } from '@waybill/postgres'
import { captureLog, createTestDatabase, type TestDatabase, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { machineSystem } from '../src/system.ts'
import { createGreeter, readGreeterConfig } from './support/greeter.ts'
import { startRefusingProxy } from './support/refusing-proxy.ts'

const serviceKey = 'a-service-key-for-tests'
let testDatabase: TestDatabase
let messages: () => (string | undefined)[]
let greeter: ReturnType<typeof createGreeter>

const create = (port = 0, connectionString = testDatabase.connectionString) => {
  const log = captureLog()
  messages = log.messages
  const env = {
    ...{ PORT: String(port), WAYBILL_SERVICE_KEYS: serviceKey },
    ConnectionStrings__greeter: connectionString,
  }
  return createGreeter(readGreeterConfig(env), { logger: log.logger as never, system: machineSystem })
}

beforeEach(async () => {
  testDatabase = await createTestDatabase()
  greeter = create()
})
afterEach(async () => {
  await Promise.allSettled([greeter.stop()]) // without its database the worker cannot say goodbye
  await testDatabase.drop()
})

const get = (port: number, path: string, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers })

it('when it starts, the tables are there before the worker, and the worker before the first request', async () => {
  const { port } = await greeter.start()
  expect(messages()).toEqual(['hello', 'listening'])
  const authorization = `Bearer ${serviceKey}`
  expect(await (await get(port, '/api/internal/v1/greetings', { authorization })).json()).toEqual(['hello'])
  expect((await get(port, '/api/internal/v1/greetings')).status).toBe(401)
})

it('when it stops, a request in flight is answered first, then the worker ends, and the database last', async () => {
  const { port } = await greeter.start()
  const held = get(port, '/api/v1/hold')
  await waitFor(() => messages().includes('holding'), { what: 'the request' })
  await greeter.stop()
  expect((await held).status).toBe(200)
  expect(messages().filter((message) => message !== 'request')).toEqual([
    ...['hello', 'listening', 'holding', 'answering', 'goodbye'],
  ])
  expect(await connections()).toBe(0)
  await expect(get(port, '/livez')).rejects.toThrow()
})

async function connections(): Promise<number> {
  const { connectionString } = testDatabase
  const watch = createDatabase({ connectionString, applicationName: 'watch', logger: captureLog().logger as never })
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and application_name = 'greeter'`.execute(
    watch.db,
  )
  await watch.stop()
  return rows.length
}

it('when it is stopped before it has started, or more than once, nothing happens', async () => {
  await create().stop()
  expect(messages()).toEqual([])
  greeter = create()
  await greeter.start()
  await Promise.all([greeter.stop(), greeter.stop()])
  await greeter.stop()
  expect(messages()).toEqual(['hello', 'listening', 'goodbye'])
  expect(await connections()).toBe(0)
})

it('when it drains, it is not ready and serves on', async () => {
  const { port } = await greeter.start()
  expect((await get(port, '/readyz')).status).toBe(200)
  greeter.drain()
  expect((await get(port, '/readyz')).status).toBe(503)
  expect((await get(port, '/openapi.json')).status).toBe(200)
})

it('when its database is gone, it is not ready, says why, and is still alive', async () => {
  const { port } = await greeter.start()
  await testDatabase.drop()
  const readyz = await waitFor(
    async () => {
      const answer = await get(port, '/readyz')
      return answer.status === 503 && ((await answer.json()) as object)
    },
    { what: 'readiness to notice' },
  )
  expect(readyz).toMatchObject({ code: 'not-ready', errors: [{ path: 'database' }] })
  expect((await get(port, '/livez')).status).toBe(200)
})

describe('when its database is away at the start', () => {
  let away: Awaited<ReturnType<typeof startRefusingProxy>>

  beforeEach(async () => {
    away = await startRefusingProxy(testDatabase.connectionString)
    greeter = create(0, away.connectionString)
  })
  afterEach(async () => {
    await greeter.stop()
    await away.stop()
  })

  it('it waits, and starts when it is back', async () => {
    const starting = greeter.start()
    await waitFor(() => messages().includes('waiting for the database'), { what: 'the first refusal' })
    away.letThrough()
    await starting
    expect(messages().filter((message) => message !== 'waiting for the database')).toEqual(['hello', 'listening'])
  })

  it('it can be stopped meanwhile, and nothing has started', async () => {
    const starting = greeter.start()
    const refused = expect(starting).rejects.toThrow('was stopped')
    await waitFor(() => messages().includes('waiting for the database'), { what: 'the first refusal' })
    await greeter.stop()
    await refused
    expect(messages()).not.toContain('hello')
  })
})

it('when its port is taken, the start fails, says which, and what had started can be stopped', async () => {
  const { port } = await greeter.start()
  const second = create(port)
  await expect(second.start()).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`)
  await second.stop()
  expect(messages()).toEqual(['hello', 'goodbye'])
})
