import { emailsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListEmails } from '../use-cases/list-emails.ts'

export function listEmailsRoute(listEmails: ListEmails) {
  return createRouter().openapi(emailsApi.list, async (c) => c.json(await listEmails(c.req.valid('query')), 200))
}
