import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSecrets, randomKey, webhookKey } from '../src/state/secrets.ts'
import { launchRecorded } from '../src/supervisor/launch-recorded.ts'
import { createLogBook } from '../src/supervisor/log-book.ts'

const read = { at: '2026-01-02T03:04:05.678Z', stream: 'stdout' } as const
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-apphost-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the log of a resource', () => {
  it('when it is full, it goes on in a new file and keeps the one before', () => {
    const log = createLogBook(folder, { fileBytes: 50, tailLines: 3 }).logOf('order')
    for (let line = 1; line <= 20; line += 1) log.add({ ...read, text: `line ${line}` })
    expect(readdirSync(folder)).toEqual(['order.log', 'order.log.1'])
    expect(readFileSync(join(folder, 'order.log'), 'utf8').trim().split('\n').at(-1)).toBe('line 20')
    expect(log.tail(10).map(({ text }) => text)).toEqual(['line 18', 'line 19', 'line 20'])
  })

  it('when it is full and no new file can be made, what follows is kept in memory and nobody is stopped', () => {
    const log = createLogBook(folder, { fileBytes: 10, tailLines: 3 }).logOf('order')
    mkdirSync(join(folder, 'order.log.1', 'in the way'), { recursive: true })
    for (const text of ['a first line', 'a second line']) log.add({ ...read, text })
    expect(log.tail(10).map(({ text }) => text)).toEqual(['a first line', 'a second line'])
  })

  it('when the app host starts again, it goes on at the end of the file', () => {
    for (const text of ['before', 'after']) {
      const logBook = createLogBook(folder, { fileBytes: 50, tailLines: 3 })
      logBook.logOf('order').add({ ...read, text })
      logBook.close()
      logBook.close()
    }
    expect(readFileSync(join(folder, 'order.log'), 'utf8')).toBe('before\nafter\n')
  })
})

describe('the pid of a process', () => {
  it('when it cannot be written down, that is said, and the process lives all the same', async () => {
    const said: string[] = []
    const remember = () => {
      throw new Error('ENOSPC: no space left on device')
    }
    const what = {
      command: process.execPath,
      args: ['-e', 'console.log("alive")'],
      cwd: folder,
      environment: () => ({}),
    }
    const life = launchRecorded(what, {
      ...{ plan: { name: 'order' }, pidFiles: { remember, forget: () => {} } },
      add: (_, text) => void said.push(text),
    })
    expect(await life.ended).toEqual({ code: 0, signal: null })
    expect(said).toEqual(['its pid could not be written down: ENOSPC: no space left on device', 'alive'])
  })
})

describe('the secrets', () => {
  const path = () => join(folder, 'secrets.json')
  const parameters = [
    { name: 'serviceKey', make: randomKey },
    { name: 'webhookSecret', make: webhookKey },
  ]

  it('when they are asked for again, they are the same, and a new one is added', () => {
    const first = loadSecrets(path(), parameters)
    const second = loadSecrets(path(), [...parameters, { name: 'added', make: randomKey }])
    expect(second).toMatchObject(first)
    expect(Object.keys(second)).toEqual(['serviceKey', 'webhookSecret', 'added'])
    expect(first.webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  })

  it('when they are kept, only their owner can read them', () => {
    loadSecrets(path(), parameters)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })
})
