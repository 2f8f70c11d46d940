import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { waitFor } from '@waybill/test-kit'
import pg from 'pg'
import { afterAll, afterEach, expect, it } from 'vitest'
import { homeFolderOr } from '../src/home.ts'
import { endLeftOverPostgres, removeLocalPostgres } from '../src/left-over.ts'
import { isAlive } from '../src/orphan.ts'
import { chooseFreePort } from '../src/port.ts'
import { type LocalPostgres, startLocalPostgres } from '../src/start-local-postgres.ts'
import { ask } from './ask.ts'
import { runMain } from './run-main.ts'

const dataFolder = `throw-away-${process.pid}-life`
const password = 'p@ss/word'
const settings = { fsync: 'off' } // quick to make; what a killed process wrote is kept all the same
const started: LocalPostgres[] = []

async function start(options: Partial<Parameters<typeof startLocalPostgres>[0]> = {}) {
  const postgres = await startLocalPostgres({ port: 0, password, dataFolder, settings, ...options })
  started.push(postgres)
  return postgres
}

const serverPid = (postgres: LocalPostgres) =>
  Number.parseInt(readFileSync(join(postgres.dataFolder, 'postmaster.pid'), 'utf8'), 10)

afterEach(() => Promise.all(started.splice(0).map((postgres) => postgres.stop())))

afterAll(async () => {
  for (const name of [dataFolder, `${dataFolder}-2`]) await removeLocalPostgres(name)
})

it('when it is stopped and started again, it keeps its data', async () => {
  const first = await start()
  const database = await first.ensureDatabase('order')
  await ask(database, 'create table kept_1 as select 7 as n')
  await first.stop()
  await first.stop()
  const second = await start()
  expect(await ask(await second.ensureDatabase('order'), 'select n from kept_1')).toEqual([[7]])
})

it('when a database is made, it folds and finds letters of any script, and its clock is UTC', async () => {
  const postgres = await start()
  const database = await postgres.ensureDatabase('search me')
  await ask(database, 'create extension pg_trgm')
  expect(await ask(database, "select lower('ÅÉЖ'), 'Ж' ilike 'ж', show_trgm('Жар') <> '{}'")).toEqual([
    ['åéж', true, true],
  ])
  expect(
    await ask(
      database,
      "select datlocprovider, datlocale, datcollate, datctype from pg_database where datname = 'search me'",
    ),
  ).toEqual([['b', 'C.UTF-8', 'C', 'C.UTF-8']])
  expect(await ask(database, 'show timezone')).toEqual([['UTC']])
})

it('when many ask for the same database at once, it is made once and all get its address', async () => {
  const postgres = await start()
  const addresses = await Promise.all(Array.from({ length: 5 }, () => postgres.ensureDatabase('order')))
  expect(new Set(addresses).size).toBe(1)
  expect(await ask(addresses[0] ?? '', 'select 1')).toEqual([[1]])
})

it('when the starter was killed, the next start ends the orphan and keeps what it had committed', async () => {
  const main = runMain({
    PORT: '0',
    POSTGRES_PASSWORD: password,
    POSTGRES_DATA_FOLDER: dataFolder,
    POSTGRES_DATABASES: 'order',
  })
  const ready = await waitFor(() => /127\.0\.0\.1:(\d+)/.exec(main.output()), {
    what: 'a ready line',
    timeoutMs: 15_000,
  })
  const url = `postgres://waybill:p%40ss%2Fword@127.0.0.1:${ready[1]}/order`
  await ask(url, 'create table kept_4 as select 7 as n')
  await endLeftOverPostgres(dataFolder) // its starter lives
  main.child.kill('SIGKILL')
  await main.code
  expect(await ask(url, 'select n from kept_4')).toEqual([[7]]) // the orphan still answers
  const next = await start({ port: Number(ready[1]) })
  expect(await ask(await next.ensureDatabase('order'), 'select n from kept_4')).toEqual([[7]])
})

it('when the server itself is killed, it says so, and the next start recovers', async () => {
  const first = await start()
  await ask(`${first.url}/postgres`, 'create table kept_5 as select 7 as n')
  process.kill(serverPid(first), 'SIGKILL')
  await first.exited
  const second = await start()
  expect(await ask(`${second.url}/postgres`, 'select n from kept_5')).toEqual([[7]])
})

it('when a session of a killed server outlives it, the next start waits for its end', async () => {
  const first = await start()
  const session = new pg.Client({ connectionString: `${first.url}/postgres` })
  session.on('error', () => {})
  await session.connect()
  const { rows } = await session.query('select pg_backend_pid() as pid')
  process.kill(rows[0].pid, 'SIGSTOP')
  process.kill(serverPid(first), 'SIGKILL')
  await first.exited
  const second = start()
  const log = `${first.dataFolder}.log`
  await waitFor(() => readFileSync(log, 'utf8').includes('pre-existing shared memory block'), { what: 'the first try' })
  process.kill(rows[0].pid, 'SIGCONT')
  expect(await ask(`${(await second).url}/postgres`, 'select 1')).toEqual([[1]])
})

it('when its starter lives, a second start on the folder is refused and the first server goes on', async () => {
  const first = await start()
  await expect(start()).rejects.toThrow(`already runs on ${first.dataFolder}, started by process ${process.pid}`)
  expect(await ask(`${first.url}/postgres`, 'select 1')).toEqual([[1]])
})

it('when the port is taken, it names the port and starts nothing', async () => {
  const other = createServer()
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  const { port } = other.address() as { port: number }
  await expect(start({ port })).rejects.toMatchObject({
    name: 'PortTaken',
    port,
    message: expect.stringContaining(String(port)),
  })
  other.close()
})

it('when two clusters run side by side, each has its own data', async () => {
  const [one, two] = await Promise.all([start(), start({ dataFolder: `${dataFolder}-2` })])
  await ask(`${one.url}/postgres`, 'create table only_in_one ()')
  await expect(ask(`${two.url}/postgres`, 'select * from only_in_one')).rejects.toThrow('does not exist')
})

it('when the data folder was made with another password, it says that', async () => {
  await (await start()).stop()
  const other = await start({ password: 'another' })
  await expect(other.ensureDatabase('order')).rejects.toThrow('another password')
})

it('when PostgreSQL refuses to start, the reason is in the error and nothing runs', async () => {
  const failure = await start({ settings: { shared_buffers: 'plenty' } }).catch((error: Error) => error)
  expect(String(failure)).toContain('invalid value for parameter "shared_buffers"')
  const repaired = await start()
  expect(isAlive(serverPid(repaired))).toBe(true)
})

it('when a left-over is ended, its port is free; when a cluster is removed, its data is gone', async () => {
  const cluster = `${dataFolder}-2`
  const main = runMain({ PORT: '0', POSTGRES_PASSWORD: password, POSTGRES_DATA_FOLDER: cluster })
  const ready = await waitFor(() => /127\.0\.0\.1:(\d+)/.exec(main.output()), {
    what: 'a ready line',
    timeoutMs: 15_000,
  })
  await expect(removeLocalPostgres(cluster)).rejects.toThrow('already runs')
  main.child.kill('SIGKILL')
  await main.code
  await endLeftOverPostgres(cluster)
  expect(await chooseFreePort(Number(ready[1]))).toBe(Number(ready[1]))
  await removeLocalPostgres(cluster)
  expect(existsSync(join(homeFolderOr(), cluster))).toBe(false)
})
