import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { waitFor } from '@waybill/test-kit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppHost, startAppHost } from '../src/app-host.ts'
import type { AppBuilder } from '../src/hosting/builder.ts'
import { resetData } from '../src/reset-data.ts'
import { openDatabasePrompt } from '../src/sql-prompt/open-database-prompt.ts'
import { addProgram } from './add-program.ts'

const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-apphost-'))
let host: AppHost
const start = () =>
  startAppHost({
    ...{ ports: 'free', silent: true, dataFolder, topology, restartPause: { firstMs: 10 } },
    environment: ({ ports, secrets }) => ({
      service: { BETWEEN: `${ports.postgres} ${secrets.databasePassword?.length}` },
    }),
  })

function topology(builder: AppBuilder): void {
  const [password, readerPassword] = ['databasePassword', 'databaseReaderPassword'].map((name) =>
    builder.addParameter(name, (randomBytes) => randomBytes(16).toString('hex')),
  )
  if (!password || !readerPassword) throw new Error('unreachable')
  const postgres = builder.addPostgres('postgres', { port: 20_000, password, readerPassword })
  const queues = builder.addQueues('queues', { port: 20_001 })
  const database = postgres.addDatabase('order')
  postgres.addDatabase('ewallet')
  addProgram(builder, 'service').withReference(database).withReference(queues).waitFor(queues).waitFor(postgres)
}

beforeAll(async () => {
  host = await start()
}, 60_000)
afterAll(async () => {
  await host.stop()
  await resetData({ dataFolder, say: () => {} })
  rmSync(dataFolder, { recursive: true })
}, 60_000)

const connectionString = () => host.resource('service').environment().ConnectionStrings__order
const told = async (): Promise<unknown> => (await fetch(`${host.resource('service').url}/environment`)).json()

async function query(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: connectionString() })
  client.on('error', () => {})
  try {
    await client.connect()
    return await client.query(statement)
  } finally {
    await client.end().catch(() => {})
  }
}

async function prompt(args: string[], input = ''): Promise<{ code: number; said: string }> {
  const output = new PassThrough()
  const code = await openDatabasePrompt(args, { dataFolder, input: Readable.from([input]), output })
  output.end()
  return { code, said: await text(output) }
}

describe('the database and the queues', () => {
  it('when a service starts, its database, its topic and its queues are there, and it is told their addresses', async () => {
    expect(await told()).toMatchObject({
      ConnectionStrings__order: connectionString(),
      AWS_ENDPOINT_URL: host.resource('queues').url,
      AWS__Resources__OrderProcessTopicArn: expect.stringContaining('order-process'),
      AWS__Resources__OrderProcessInvoiceDeadLetterQueueUrl: expect.stringContaining('order-process-invoice-dlq'),
    })
    expect((await query('select current_database() as name')).rows).toEqual([{ name: 'order' }])
  })

  it('when variables are asked for by a function, it knows the ports and secrets of the run', () => {
    const { ports, secrets } = host
    expect(host.resource('service').environment().BETWEEN).toBe(`${ports.postgres} ${secrets.databasePassword?.length}`)
  })

  it('when the database server is killed hard, with all its processes, it comes back with its data', async () => {
    await query('create table if not exists kept as select 1 as one')
    await host.resource('postgres').kill('SIGKILL')
    await host.resource('postgres').waitUntilHealthy()
    expect((await query('select one from kept')).rows).toEqual([{ one: 1 }])
  })

  it('when only the starter of the database is killed, the server it left is replaced', async () => {
    const { pid = 0 } = host.resource('postgres')
    process.kill(pid, 'SIGKILL')
    await waitFor(() => host.resource('postgres').pid !== pid, { what: 'the next starter' })
    await host.resource('postgres').waitUntilHealthy() // the server that is left may have said so, just before it is replaced
    const kept = () => query('select one from kept').catch(() => undefined)
    expect(await waitFor(kept, { what: 'the server to answer' })).toMatchObject({ rows: [{ one: 1 }] })
  })

  it('when the queues are killed hard, they come back at the same addresses', async () => {
    await host.resource('queues').kill('SIGKILL')
    await host.resource('queues').waitUntilHealthy()
    await host.resource('service').restart()
    await host.resource('service').waitUntilHealthy()
    expect(await told()).toMatchObject({ AWS_ENDPOINT_URL: host.resource('queues').url })
  })

  it('when everything is stopped and started again, the data is kept', async () => {
    await host.stop()
    host = await start()
    expect((await query('select one from kept')).rows).toEqual([{ one: 1 }])
  })
})

describe('npm run db', () => {
  it('when no database is named, or one that is not there, it lists those that are', async () => {
    expect(await prompt([])).toMatchObject({
      code: 1,
      said: expect.stringContaining('Which database? There are: ewallet, order'),
    })
    expect((await prompt(['shop'])).said).toContain('There is no database "shop". There are: ewallet, order')
  })

  it('when a statement is given, its rows are shown', async () => {
    expect(await prompt(['order', '-c', "select 'Åsa' as name, 7 as count"])).toEqual({
      code: 0,
      said: ' name | count\n------+-------\n Åsa  |     7\n(1 row)\n',
    })
  })

  it('when statements come from a file, each is answered, and a failure shows in the exit code', async () => {
    const { code, said } = await prompt(['order'], 'select 1\n  as one;\nselect nothing;\n\\dt\nselect 2 as last')
    expect(code).toBe(1)
    expect(said).toContain('ERROR: column "nothing" does not exist (at character 8)')
    expect(said).toMatch(/ kept +\| .*\n/)
    expect(said).toMatch(/ last\n-+\n +2\n\(1 row\)\n$/)
  })

  it('when a table is described, its columns are shown', async () => {
    expect((await prompt(['order'], '\\d kept\n')).said).toMatch(/ one +\| integer/)
  })

  it.each([
    'delete from kept',
    'create table more ()',
    'begin; set transaction read write; delete from kept',
    'set default_transaction_read_only = off; delete from kept',
  ])('when it is asked to write (%s), it is refused', async (statement) => {
    const { said } = await prompt(['order'], `${statement};`)
    expect(said).toMatch(/ERROR: (cannot execute|permission denied)/)
    expect((await query('select one from kept')).rowCount).toBe(1)
  })
})

describe('npm run reset', () => {
  it('when the system runs, it refuses and says how to stop it', async () => {
    const said: string[] = []
    expect(await resetData({ dataFolder, say: (line) => said.push(line) })).toBe(1)
    expect(said.join(' ')).toContain(`kill ${process.pid}`)
  })

  it('when the system does not run, the data is gone, and the next start makes it anew', async () => {
    await host.stop()
    expect((await prompt(['order'])).said).toContain('Waybill does not run')
    expect(await resetData({ dataFolder, say: () => {} })).toBe(0)
    host = await start()
    await expect(query('select one from kept')).rejects.toThrow('does not exist')
  })

  it('when the folder was deleted by hand, the next start does not stumble over its database', async () => {
    await host.stop()
    rmSync(dataFolder, { recursive: true })
    host = await start()
    expect((await query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})
