import type { MailJournalEntry, MailMessage, MailMessages } from '@waybill/contracts'
import { createLogger } from '@waybill/logger'
import { machineSystem } from '@waybill/service-host'
import { createTestDatabase } from '@waybill/test-kit'
import { createTransport } from 'nodemailer'
import { createMailboxService } from '../src/service.ts'

type Options = { mailLimitBytes?: number; random?: () => number }

/** The whole mailbox on free ports with a database of its own, and a client that sends to it. */
export async function raiseMailbox({ mailLimitBytes = 100_000, random = () => 0 }: Options = {}) {
  const database = await createTestDatabase()
  const logger = createLogger({ name: 'mailbox', level: 'silent' })
  const service = createMailboxService(configFor(database.connectionString, mailLimitBytes), {
    logger,
    system: { ...machineSystem, random },
  })
  const { port } = await service.start()
  const url = `http://127.0.0.1:${port}`
  return {
    dropDatabase: database.drop,
    smtpPort: service.smtpPort(),
    url,
    transport: transportTo(service.smtpPort()),
    /** Without a path, the whole list. */
    list: (path = '/api/v1/messages') => readJson<MailMessages>(url + path),
    read: (id: string) => readJson<MailMessage>(`${url}/api/v1/message/${id}`),
    journal: () => readJson<Journal>(`${url}/control/journal`),
    faults: () => readJson<Journal>(`${url}/control/faults`),
    empty: () => fetch(`${url}/api/v1/messages`, { method: 'DELETE' }),
    async post(path: string, body: unknown) {
      const headers = { 'content-type': 'application/json' }
      return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    },
    async stop() {
      await service.stop()
      await database.drop()
    },
  }
}

export type Journal = { data: MailJournalEntry[]; nextAfter: string | null }

export async function readJson<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

/** As our notification service sends: plain text, no login, short patience. */
export function transportTo(port: number) {
  return createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, socketTimeout: 1_000 })
}

function configFor(connectionString: string, mailLimitBytes: number) {
  const quiet = { logLevel: 'silent' as const, drainMs: 0 }
  return { host: '127.0.0.1', port: 0, smtpPort: 0, connectionString, mailLimitBytes, ...quiet }
}
