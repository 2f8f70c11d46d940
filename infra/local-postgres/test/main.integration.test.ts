import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { waitFor } from '@waybill/test-kit'
import { afterAll, expect, it } from 'vitest'
import { ask } from './ask.ts'
import { runMain } from './run-main.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65_534
const home = mkdtempSync(join(tmpdir(), 'waybill-postgres-'))
const homeOfNobody = mkdtempSync(join(tmpdir(), 'waybill-postgres-'))

afterAll(() => {
  for (const folder of [home, homeOfNobody]) rmSync(folder, { recursive: true, force: true })
})

/** Starts it, asks it something and stops it. Answers the exit code. */
async function startAskStop(POSTGRES_HOME: string, options: Parameters<typeof runMain>[1]): Promise<number | null> {
  const main = runMain(
    { PORT: '0', POSTGRES_PASSWORD: 'secret', POSTGRES_DATABASES: 'order,payment', POSTGRES_HOME },
    options,
  )
  const ready = await waitFor(() => /ready on 127\.0\.0\.1:(\d+)/.exec(main.output()), {
    what: 'a ready line',
    timeoutMs: 15_000,
  })
  const url = `postgres://waybill:secret@127.0.0.1:${ready[1]}/payment`
  expect(await ask(url, 'select current_user::text')).toEqual([['waybill']])
  main.child.kill('SIGTERM')
  const code = await main.code
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
  expect(main.output()).not.toContain('secret')
  return code
}

it('when the umask hides all new files from others, it runs all the same, and SIGTERM stops it with 0', async () => {
  expect(await startAskStop(home, { umask: '077' })).toBe(0)
})

it.skipIf(!isRoot || !isOpenToOthers(process.execPath))('when an ordinary user starts it, it runs', async () => {
  chownSync(homeOfNobody, nobody, nobody)
  expect(await startAskStop(homeOfNobody, { uid: nobody, gid: nobody, cwd: homeOfNobody })).toBe(0)
})

it('when the port is taken, it prints the port and ends with 1', async () => {
  const other = createServer()
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  const { port } = other.address() as { port: number }
  const main = runMain({ PORT: String(port), POSTGRES_PASSWORD: 'secret', POSTGRES_HOME: home })
  expect(await main.code).toBe(1)
  expect(main.output()).toContain(`Port ${port} on 127.0.0.1 is taken`)
  other.close()
})

it('when the password is missing, it says so and ends with 1', async () => {
  const main = runMain({ PORT: '0', POSTGRES_HOME: home })
  expect(await main.code).toBe(1)
  expect(main.output()).toBe('POSTGRES_PASSWORD is missing\n')
})

it('when the signal comes during the start, it stops all the same', async () => {
  const main = runMain({ PORT: '0', POSTGRES_PASSWORD: 'secret', POSTGRES_HOME: home, POSTGRES_DATA_FOLDER: 'new' })
  await waitFor(() => statSync(join(home, 'new.new'), { throwIfNoEntry: false }), {
    what: 'initdb to begin',
    timeoutMs: 15_000,
  })
  main.child.kill('SIGTERM')
  expect(await main.code).toBe(0)
  expect(statSync(join(home, 'new/postmaster.pid'), { throwIfNoEntry: false })).toBeUndefined()
})

/** Whether another user can reach this file: each folder above it lets others through. */
function isOpenToOthers(file: string): boolean {
  return file === '/' || ((statSync(file).mode & 0o001) !== 0 && isOpenToOthers(dirname(file)))
}
