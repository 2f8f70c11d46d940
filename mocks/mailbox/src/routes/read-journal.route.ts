import { type MailJournalEntry, mailboxApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { Delivery } from '../domain/delivery.ts'
import type { ReadJournal } from '../use-cases/read-journal.ts'

export function readJournalRoute(readJournal: ReadJournal) {
  return createRouter().openapi(mailboxApi.journal, async (c) => {
    const { deliveries, nextAfter } = await readJournal('kept', c.req.valid('query').after)
    return c.json({ data: deliveries.map(toEntry), nextAfter }, 200)
  })
}

export function readFaultsRoute(readJournal: ReadJournal) {
  return createRouter().openapi(mailboxApi.faults, async (c) => {
    const { deliveries, nextAfter } = await readJournal('faults', c.req.valid('query').after)
    return c.json({ data: deliveries.map(toEntry), nextAfter }, 200)
  })
}

function toEntry({ envelope, at, ...delivery }: Delivery): MailJournalEntry {
  return { ...delivery, from: envelope.from, recipients: envelope.recipients, at: at.toISOString() }
}
