import { fileURLToPath } from 'node:url'
import { createTestDatabase, startProgram, type TestDatabase, waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'

const main = fileURLToPath(new URL('./support/greeter-main.ts', import.meta.url))
let testDatabase: TestDatabase
beforeAll(async () => {
  testDatabase = await createTestDatabase()
})
afterAll(() => testDatabase.drop())

const start = (env: Record<string, string> = {}) =>
  startProgram(main, {
    ...{ PORT: '0', WAYBILL_SERVICE_KEYS: 'a-service-key-for-tests' },
    ...{ ConnectionStrings__greeter: testDatabase.connectionString, ...env },
  })

const said = ({ lines }: { lines: { msg?: unknown }[] }, message: string) =>
  waitFor(() => lines.some(({ msg }) => msg === message), { what: `"${message}"` })

it('when its environment is wrong, it names all that is wrong, tells no value and exits with 1', async () => {
  const wrong = { PORT: 'http', ConnectionStrings__greeter: 'secret@nowhere', LOG_LEVEL: 'loud' }
  const failure = await startProgram(main, wrong).catch(({ message }: Error) => message)
  expect(failure).toContain('ended with 1: greeter cannot start')
  for (const name of ['PORT', 'LOG_LEVEL', 'ConnectionStrings__greeter', 'WAYBILL_SERVICE_KEYS is missing']) {
    expect(failure).toContain(name)
  }
  expect(failure).not.toMatch(/secret@nowhere|loud/)
})

it.each(['SIGTERM', 'SIGINT'] as const)(
  'when it gets %s, it answers what it has begun, stops its worker and exits with 0',
  async (signal) => {
    await using greeter = await start()
    const held = fetch(`${greeter.url}/api/v1/hold`)
    await said(greeter, 'holding')
    expect(await greeter.stop(signal)).toEqual([0, null])
    expect((await held).status).toBe(200)
    for (const message of ['answering', 'goodbye', 'stopped']) await said(greeter, message)
  },
)

it('when a worker cannot be stopped, it exits with 1 at its hard limit', async () => {
  await using greeter = await start({ IS_STUCK: 'true', HARD_LIMIT_MS: '300' })
  expect(await greeter.stop('SIGTERM')).toEqual([1, null])
  await said(greeter, 'not stopped in time')
})

it('when its port is taken, it exits with 1', async () => {
  await using first = await start()
  await expect(start({ PORT: new URL(first.url).port })).rejects.toThrow('ended with 1')
})
