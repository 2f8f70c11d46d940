import type { MailJournalEntry, MailMessages } from '@waybill/contracts'
import { createLogger } from '@waybill/logger'
import { machineSystem } from '@waybill/service-host'
import { createTestDatabase, waitFor } from '@waybill/test-kit'
import { createMailboxService } from '../../../../mocks/mailbox/src/service.ts'

/** Our own mailbox on free ports with a database of its own. */
export async function raiseMailbox() {
  const database = await createTestDatabase()
  const service = createMailboxService(
    {
      ...{ host: '127.0.0.1', port: 0, smtpPort: 0, logLevel: 'silent', drainMs: 0 },
      ...{ connectionString: database.connectionString, mailLimitBytes: 1_000_000 },
    },
    { logger: createLogger({ name: 'mailbox', level: 'silent' }), system: machineSystem },
  )
  const url = `http://127.0.0.1:${(await service.start()).port}`
  const read = async <T>(path: string): Promise<T> => (await (await fetch(url + path)).json()) as T
  const search = async (messageId: string) => {
    const query = encodeURIComponent(`message-id:${messageId.replace(/^<|>$/g, '')}`)
    return (await read<MailMessages>(`/api/v1/search?query=${query}`)).messages
  }
  const entries = async (path: string) => (await read<{ data: MailJournalEntry[] }>(path)).data

  return {
    smtpPort: service.smtpPort(),
    search,
    /** The mails with this Message-ID, once there are so many. */
    mails: (messageId: string, count = 1) =>
      waitFor(async () => ((found) => found.length >= count && found)(await search(messageId)), {
        what: `${count} mail(s) ${messageId}`,
      }),
    source: async (id: string) => (await fetch(`${url}/api/v1/message/${id}/raw`)).text(),
    journal: () => entries('/control/journal'),
    faults: () => entries('/control/faults'),
    async behave(behaviour: { mode: string; times?: number; match?: { to: string } }) {
      const headers = { 'content-type': 'application/json' }
      await fetch(`${url}/control/behaviour`, { method: 'POST', headers, body: JSON.stringify(behaviour) })
    },
    behaveWell: () => fetch(`${url}/control/behaviour`, { method: 'DELETE' }),
    async stop() {
      await service.stop()
      await database.drop()
    },
  }
}
