import { emailsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { SendEmailOnce } from '../use-cases/send-email.ts'

export function sendEmailRoute(sendEmail: SendEmailOnce) {
  return createRouter().openapi(emailsApi.send, async (c) => {
    const { userId } = c.req.valid('param')
    const idempotencyKey = c.req.valid('header')['idempotency-key']
    return c.json(await sendEmail(userId, c.req.valid('json'), idempotencyKey), 202)
  })
}
