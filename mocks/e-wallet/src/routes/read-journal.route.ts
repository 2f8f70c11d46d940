import { eWalletApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ReadJournal } from '../use-cases/read-journal.ts'

export function readJournalRoute(readJournal: ReadJournal) {
  return createRouter().openapi(eWalletApi.journal, async (c) => c.json(await readJournal(), 200))
}
