import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { currency } from './currency.ts'
import { page, pageSize, pagination } from './pagination.ts'
import {
  emailAddress,
  failureReason,
  filledText,
  id,
  idempotencyKeyRequired,
  jsonAnswer,
  jsonBody,
  maxAmountMinor,
  nullable,
  operatorActions,
  operatorHeader,
  reasonBody,
  time,
  withServiceKey,
} from './primitives.ts'
import { problems } from './problem.ts'
import { emailStatus } from './states.ts'

const item = z.strictObject({
  name: filledText(200),
  quantity: z.int().min(1).max(100_000),
  unitPriceMinor: z.int().min(0).max(maxAmountMinor),
})

const orderData = z.strictObject({
  orderName: filledText(200),
  customerName: filledText(200),
  currency,
  totalMinor: z.int().min(0).max(maxAmountMinor),
  items: z.array(item).min(1).max(100),
})

const envelope = z.strictObject({
  orderId: id,
  processId: id,
  attempt: z.int().min(1).max(1_000_000),
  to: emailAddress,
})

const sendEmail = z
  .discriminatedUnion('template', [
    envelope.extend({ template: z.literal('order-paid'), data: orderData }),
    envelope.extend({
      template: z.literal('payment-failed'),
      data: orderData.extend({ failureReason: failureReason.optional() }),
    }),
  ])
  .meta({ id: 'SendEmail' })
export type SendEmail = z.infer<typeof sendEmail>

const emailAccepted = z.object({ emailId: id }).meta({ id: 'EmailAccepted' })
export type EmailAccepted = z.infer<typeof emailAccepted>

const email = z
  .object({
    id,
    userId: id,
    orderId: id,
    processId: id,
    template: z.string(),
    to: z.string(),
    subject: z.string(),
    messageId: z.string(),
    status: emailStatus,
    attempt: z.int().describe("the job's attempt"),
    tries: z
      .array(z.object({ at: time, outcome: z.string(), detail: nullable(z.string()) }))
      .describe('the newest 50, oldest first'),
    operatorActions,
    createdAt: time,
    sentAt: nullable(time),
  })
  .meta({ id: 'Email' })
export type Email = z.infer<typeof email>

const security = withServiceKey
const tags = ['e-mails']

export const emailsApi = {
  send: createRoute({
    method: 'post',
    path: '/api/internal/v1/users/{userId}/emails/send',
    operationId: 'sendEmail',
    summary: 'Queue an e-mail; the job is reported to order when SMTP has decided',
    tags,
    security,
    request: { params: z.object({ userId: id }), headers: idempotencyKeyRequired, body: jsonBody(sendEmail) },
    responses: { 202: jsonAnswer('Queued', emailAccepted), ...problems(400, 401, 409, 422) },
  }),
  list: createRoute({
    method: 'get',
    path: '/api/internal/v1/emails',
    operationId: 'listEmails',
    summary: 'The e-mails of an order, or those in one state; newest first',
    tags,
    security,
    request: {
      query: z.strictObject({
        orderId: id.optional(),
        status: emailStatus.optional(),
        page: page.optional(),
        pageSize: pageSize.optional(),
      }),
    },
    responses: {
      200: jsonAnswer('One page', z.object({ data: z.array(email), pagination }).meta({ id: 'EmailPage' })),
      ...problems(400, 401),
    },
  }),
  resend: createRoute({
    method: 'post',
    path: '/api/internal/v1/emails/{emailId}/resend',
    operationId: 'resendEmail',
    summary: 'Send a sent e-mail once more',
    tags,
    security,
    request: {
      params: z.object({ emailId: id }),
      headers: idempotencyKeyRequired.extend(operatorHeader.shape),
      body: jsonBody(reasonBody),
    },
    responses: { 202: jsonAnswer('Queued', emailAccepted), ...problems(400, 401, 404, 409, 422) },
  }),
}
