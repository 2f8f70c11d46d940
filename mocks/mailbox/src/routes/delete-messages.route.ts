import { mailboxApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { DeleteMessages } from '../use-cases/delete-messages.ts'

export function deleteMessagesRoute(deleteMessages: DeleteMessages) {
  return createRouter().openapi(mailboxApi.delete, async (c) => {
    await deleteMessages(c.req.valid('json').IDs)
    return c.text('ok', 200)
  })
}
