import type { MailJournalEntry, WalletPayment } from '@waybill/contracts'
import type { CheckingDatabase } from '../checking-database.ts'
import { asRow, type CheckedHost, readJson } from '../host.ts'

/** The journals of the e-wallet, production, invoice and the mailbox: what has really happened. */
export async function readJournals(host: CheckedHost, database: CheckingDatabase): Promise<void> {
  const wallet = await readJson<{ payments: WalletPayment[]; deliveries: object[] }>(
    host,
    'e-wallet',
    '/control/journal',
  )
  await database.load('wal.payments', wallet.payments.map(asRow))
  await database.load('wal.deliveries', wallet.deliveries.map(asRow))
  for (const [name, schema] of Object.entries({ production: 'prd', invoice: 'ivc' })) {
    const { data } = await readJson<{ data: object[] }>(host, name, '/control/journal')
    await database.load(`${schema}.effects`, data.map(asRow))
  }
  await database.load('smtp.mails', (await readMails(host, '/control/journal')).map(toMail))
  await database.load('smtp.faults', (await readMails(host, '/control/faults')).map(toMail))
}

type MailPage = { data: MailJournalEntry[]; nextAfter: string | null }

async function readMails(host: CheckedHost, path: string): Promise<MailJournalEntry[]> {
  const entries: MailJournalEntry[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: MailPage = await readJson(host, 'mailbox', after === '' ? path : `${path}?after=${after}`)
    entries.push(...page.data)
    after = page.nextAfter
  }
  return entries
}

const toMail = ({ from, waybill, messageId, ...entry }: MailJournalEntry) => ({
  ...entry,
  mail_from: from,
  message_id: messageId.replace(/^<|>$/g, ''),
  template: waybill.template ?? null,
  order_id: waybill.order ?? null,
})
