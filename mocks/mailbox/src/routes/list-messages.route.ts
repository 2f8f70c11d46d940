import { mailboxApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListMessages } from '../use-cases/list-messages.ts'
import { toMailMessages } from './mailpit-json.ts'

export function listMessagesRoute(listMessages: ListMessages) {
  return createRouter().openapi(mailboxApi.list, async (c) =>
    c.json(toMailMessages(await listMessages(c.req.valid('query'))), 200),
  )
}
