import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { waitFor } from '@waybill/test-kit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTrouble } from '../src/trouble.ts'

const tellsTheTime = 'setInterval(() => console.log(JSON.stringify([performance.now(), Date.now()])), 20)'

let folder: string
let child: ChildProcess
let told: { ownMs: number; offMs: number }[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-trouble-'))
  told = []
  const { environment } = createTrouble(folder)
  child = spawn(process.execPath, ['-e', tellsTheTime], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [ownMs, now] = JSON.parse(line)
      told.push({ ownMs, offMs: now - Date.now() })
    })
  }
  await waitFor(() => told.length > 0, { what: 'the program to be up', timeoutMs: 15_000 })
})
afterEach(() => {
  child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const longestSilenceMs = () =>
  Math.max(0, ...told.slice(1).map(({ ownMs }, index) => ownMs - (told[index]?.ownMs ?? ownMs)))

it('when it is told to block, nothing runs in the process for so long, and then it goes on', async () => {
  const relieve = createTrouble(folder).give({ pid: child.pid }, { blockMs: 1_200 })
  await waitFor(() => longestSilenceMs() >= 1_100, { what: 'a silence', timeoutMs: 15_000 })
  relieve?.()
  const before = told.length
  await waitFor(() => told.length > before + 3, { what: 'it to go on', timeoutMs: 15_000 })
})

it('when it is told another time, it has that one until it is relieved', async () => {
  const relieve = createTrouble(folder).give({ pid: child.pid }, { shiftMs: -300_000 })
  const isOff = () => (told.at(-1)?.offMs ?? 0) < -200_000
  await waitFor(isOff, { what: 'the wrong time', timeoutMs: 15_000 })
  relieve?.()
  await waitFor(() => !isOff(), { what: 'the right time', timeoutMs: 15_000 })
})

it('when the process is away, there is nothing to relieve', () => {
  expect(createTrouble(folder).give({ pid: undefined }, { blockMs: 1 })).toBeUndefined()
})
