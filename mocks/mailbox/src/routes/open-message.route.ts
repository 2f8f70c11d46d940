import { mailboxApi } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { createRouter } from '@waybill/http-server'
import type { OpenMessage } from '../use-cases/open-message.ts'
import { toMailMessage } from './mailpit-json.ts'

export function openMessageRoute(openMessage: OpenMessage) {
  return createRouter().openapi(mailboxApi.read, async (c) => {
    const mail = await openMessage(c.req.valid('param').ID)
    if (!mail) throw new AppError('not-found', 'mail-not-found', 'There is no such mail')
    return c.json(toMailMessage(mail), 200)
  })
}
