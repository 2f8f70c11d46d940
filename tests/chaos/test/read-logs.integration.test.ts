import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckingDatabase } from '../src/checking/checking-database.ts'
import type { CheckedHost } from '../src/checking/host.ts'
import { readEndings } from '../src/checking/sources/read-endings.ts'
import { readLeaks } from '../src/checking/sources/read-leaks.ts'

let dataFolder: string
let loaded: object[]

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'waybill-logs-'))
  mkdirSync(join(dataFolder, 'logs'))
  loaded = []
})
afterEach(() => rmSync(dataFolder, { recursive: true }))

const logged = (file: string, ...lines: string[]) =>
  writeFileSync(join(dataFolder, 'logs', file), lines.map((line) => `${line}\n`).join(''))

async function read(source: typeof readLeaks): Promise<object[]> {
  const secrets = { serviceKey: 'k+y/1=', webhookSecret: 'whsec_c2VjcmV0' }
  const host = { names: ['order', 'web'], secrets, dataFolder } as unknown as CheckedHost
  const load = async (_: string, rows: readonly object[]) => void loaded.push(...rows)
  await source(host, { load } as unknown as CheckingDatabase)
  return loaded
}

describe('what logs give away', () => {
  it.each([
    ['to customer-7@example.com, ok', 'address of a customer', 'to customer-7…, ok'],
    ['to x@refused.example.com', 'address of a customer', 'to x…'],
    ['for José Åkesson', 'name of a customer', 'for José …'],
    ['{"name":"\\u00c5kesson"}', 'name of a customer', '{"name":"…"}'],
    ['Bearer k+y/1=', 'serviceKey', 'Bearer …'],
    ['signed by c2VjcmV0', 'webhookSecret', 'signed by …'],
  ])('when a line is %j, it is found, and not told again', async (line, what, shown) => {
    logged('order.log', 'all is well', line)
    expect(await read(readLeaks)).toEqual([{ process: 'order', what, line: shown }])
  })

  it('when nothing is personal, nothing is found', async () => {
    logged('order.log', 'order 7 of user 8 is paid', 'see https://example.com/orders')
    expect(await read(readLeaks)).toEqual([])
  })
})

it('when processes have ended, also before the log was full, each sort of end is counted', async () => {
  const killed = 'was killed by SIGKILL after 1.20 s; it is started again in 0.10 s'
  logged('order.log.1', killed)
  logged('order.log', killed, 'ended by itself with exit code 1 after 12 s; it is started again in 0.10 s')
  expect(await read(readEndings)).toEqual([
    { process: 'order', ending: 'was killed by SIGKILL', times: 2 },
    { process: 'order', ending: 'ended by itself with exit code 1', times: 1 },
  ])
})
