import { randomUUIDv7 } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAppHost } from '@waybill/apphost'
import { waitFor } from '@waybill/test-kit'
import { placePaidOrder } from './place-paid-order.ts'
import { sitter } from './portraits.ts'
import { openTableContents } from './table-contents.ts'

/** By the names of the parameters and fields that hold them. */
type Ids = Readonly<Record<string, string>> & { userId: string }

export type System = Awaited<ReturnType<typeof startSystem>>

export const listeners = ['production-listener', 'invoice-listener', 'notification-listener']
const databases = {
  order: 'order',
  payment: 'payment',
  notification: 'notification',
  'e-wallet': 'ewallet',
  production: 'production',
  invoice: 'invoice',
  mailbox: 'mailbox',
}
/** Those whose routes are tested. */
export const services = [...Object.keys(databases), 'web']

/**
 * All of Waybill as processes of its own app host, in which one order was paid, produced, invoiced and announced by mail:
 * what exists has its ids in `ids`, by the names that the contracts have for them.
 */
export async function startSystem() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-bad-input-'))
  const delays = { webhookMs: { min: 20, max: 50 } }
  // One user asks everything here: more than any user may.
  const environment = {
    '*': sitter(dataFolder),
    order: { USER_READS_PER_SECOND: '0', USER_WRITES_PER_SECOND: '0' },
  }
  const host = await startAppHost({ ports: 'free', dataFolder, silent: true, delays, environment })
  const urls = Object.fromEntries([...services, ...listeners].map((name) => [name, host.resource(name).url]))
  const { serviceKey = '', opsKey = '', webhookSecret = '' } = host.secrets

  const placed = await placePaidOrder(urls, serviceKey)
  const tables = await openTableContents(
    Object.fromEntries(
      Object.entries(databases).map(([name, database]) => {
        return [name, host.resource(name).environment()[`ConnectionStrings__${database}`] ?? '']
      }),
    ),
  )
  await untilQuiet(tables.read)

  return {
    ...{ host, urls, serviceKey, webhookSecret, tables },
    cookie: await logIn(urls.web ?? '', opsKey),
    ids: { ...placed, id: randomUUIDv7(), job: 'invoice', name: 'no-such-resource', command: 'restart' } as Ids,

    async stop(): Promise<void> {
      await tables.stop()
      await host.remove()
    },
  }
}

async function logIn(webUrl: string, key: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${webUrl}/ops/login`, { method: 'POST', headers, body: JSON.stringify({ key }) })
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

/** Nothing is written any more: what was paid is settled, mailed and reported. */
async function untilQuiet(read: () => Promise<unknown>): Promise<void> {
  let before = ''
  const isSame = async () => {
    const now = JSON.stringify(await read())
    const same = now === before
    before = now
    return same
  }
  await waitFor(isSame, { what: 'the tables to be quiet', timeoutMs: 30_000, intervalMs: 1_500 })
}
