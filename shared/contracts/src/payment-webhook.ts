import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { page, pageSize, pagination } from './pagination.ts'
import {
  failureReason,
  filledText,
  id,
  jsonAnswer,
  jsonBody,
  nullable,
  operatorActions,
  operatorHeader,
  reasonBody,
  time,
  withServiceKey,
} from './primitives.ts'
import { problems } from './problem.ts'
import { webhookStatus } from './states.ts'

/** Any event of the provider. Types that we do not know are kept and ignored. */
export const webhookEnvelope = z.object({
  type: filledText(100),
  timestamp: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
})

/** The two events that decide a payment. `merchantReference` is our payment id. */
export const paymentWebhookEvent = z.object({
  type: z.enum(['payment.succeeded', 'payment.failed']),
  timestamp: z.iso.datetime({ offset: true }),
  data: z.object({
    paymentRequestId: filledText(100),
    merchantReference: id,
    amountMinor: z.int(),
    currency: z.string(),
    failureReason: failureReason.optional(),
  }),
})
export type PaymentWebhookEvent = z.infer<typeof paymentWebhookEvent>

/** Largest webhook body, in bytes. */
export const webhookLimitBytes = 65_536

/** Names of the three headers of the Standard Webhooks specification. */
export const webhookHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const

/** A key of the Standard Webhooks specification: `whsec_` and the base64 of at least 24 bytes. */
export const webhookSecret = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'must be whsec_ and the base64 of at least 24 bytes',
  )

const webhookEvent = z
  .object({
    id,
    eventId: z.string(),
    eventType: nullable(z.string()),
    merchantReference: nullable(z.string()),
    orderId: nullable(id).describe('of the payment that it names; null when there is none'),
    userId: nullable(id),
    status: webhookStatus,
    reason: nullable(z.string()),
    deliveries: z.int(),
    attempts: z.int(),
    occurredAt: nullable(time),
    receivedAt: time,
    processedAt: nullable(time),
    nextAttemptAt: nullable(time),
    operatorActions,
  })
  .meta({ id: 'WebhookEvent' })
export type WebhookEvent = z.infer<typeof webhookEvent>

const refusedWebhook = z
  .object({ at: time, code: z.string(), detail: z.string(), eventId: nullable(z.string()) })
  .meta({ id: 'RefusedWebhook' })
export type RefusedWebhook = z.infer<typeof refusedWebhook>

export const paymentWebhookApi = {
  receive: createRoute({
    method: 'post',
    path: '/api/v1/payments/webhook',
    operationId: 'receivePaymentWebhook',
    summary: "The provider's call, signed by the Standard Webhooks specification over the raw bytes",
    tags: ['provider'],
    // A plain schema: nothing parses the body, for the signature covers the bytes as they came.
    request: { body: { required: true, content: { 'application/json': { schema: { type: 'object' } } } } },
    responses: { 204: { description: 'Stored, to be applied' }, ...problems(400, 401, 413, 415, 503) },
  }),
}

const security = withServiceKey
const tags = ['webhooks']
const eventParams = z.object({ id })

export const webhookEventsApi = {
  list: createRoute({
    method: 'get',
    path: '/api/internal/v1/webhooks',
    operationId: 'listWebhooks',
    summary: 'Webhook events, newest first',
    tags,
    security,
    request: {
      query: z.strictObject({ status: webhookStatus.optional(), page: page.optional(), pageSize: pageSize.optional() }),
    },
    responses: {
      200: jsonAnswer('One page', z.object({ data: z.array(webhookEvent), pagination }).meta({ id: 'WebhookPage' })),
      ...problems(400, 401),
    },
  }),
  refused: createRoute({
    method: 'get',
    path: '/api/internal/v1/webhooks/refused',
    operationId: 'listRefusedWebhooks',
    summary: 'Calls that were turned away: nothing of them is stored',
    description: 'What the replica that answers remembers since it started: the newest 100, without their bodies.',
    tags,
    security,
    responses: {
      200: jsonAnswer('Newest first', z.object({ total: z.int(), data: z.array(refusedWebhook) })),
      ...problems(401),
    },
  }),
  reapply: createRoute({
    method: 'post',
    path: '/api/internal/v1/webhooks/{id}/reapply',
    operationId: 'reapplyWebhook',
    summary: 'Apply a waiting or quarantined event now; what cannot be applied stays what it is',
    tags,
    security,
    request: { params: eventParams, headers: operatorHeader, body: jsonBody(reasonBody) },
    responses: { 202: jsonAnswer('The event', webhookEvent), ...problems(400, 401, 404, 409) },
  }),
  dismiss: createRoute({
    method: 'post',
    path: '/api/internal/v1/webhooks/{id}/dismiss',
    operationId: 'dismissWebhook',
    summary: 'An operator has seen to a waiting or quarantined event; it is ignored from now on',
    tags,
    security,
    request: { params: eventParams, headers: operatorHeader, body: jsonBody(reasonBody) },
    responses: { 200: jsonAnswer('The event', webhookEvent), ...problems(400, 401, 404, 409) },
  }),
}
