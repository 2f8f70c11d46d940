import { emailsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ResendEmail } from '../use-cases/resend-email.ts'

export function resendEmailRoute(resendEmail: ResendEmail) {
  return createRouter().openapi(emailsApi.resend, async (c) => {
    const { 'idempotency-key': idempotencyKey, 'x-operator': operator = 'operator' } = c.req.valid('header')
    const { emailId } = c.req.valid('param')
    const { reason } = c.req.valid('json')
    return c.json(await resendEmail({ emailId, operator, reason, idempotencyKey }), 202)
  })
}
