import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { currency } from './currency.ts'
import { page, pageSize, pagination } from './pagination.ts'
import {
  amountMinor,
  failureReason,
  id,
  idempotencyKeyRequired,
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
import { paymentStatus } from './states.ts'

const paymentRequest = z
  .strictObject({ orderId: id, checkoutId: id, amountMinor, currency })
  .meta({ id: 'PaymentRequest' })
export type PaymentRequest = z.infer<typeof paymentRequest>

const paymentAccepted = z.object({ paymentId: id, status: paymentStatus }).meta({ id: 'PaymentAccepted' })
export type PaymentAccepted = z.infer<typeof paymentAccepted>

const paymentSummary = z
  .object({
    id,
    userId: id,
    orderId: id,
    checkoutId: id,
    amountMinor: z.int(),
    currency,
    status: paymentStatus,
    failureReason: nullable(failureReason),
    providerPaymentId: nullable(z.string()),
    flag: nullable(z.string()).describe('why the money does not fit its order'),
    acknowledgedAt: nullable(time),
    version: z.int(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'PaymentSummary' })
export type PaymentSummary = z.infer<typeof paymentSummary>

const paymentDetails = paymentSummary
  .extend({
    transitions: z.array(
      z.object({
        at: time,
        version: z.int(),
        from: nullable(paymentStatus),
        to: paymentStatus,
        cause: z.string(),
        causeId: z.string(),
      }),
    ),
    confirmation: nullable(
      z.object({ outcome: z.string(), attempts: z.int(), deliveredAt: nullable(time), applied: nullable(z.boolean()) }),
    ),
    operatorActions,
  })
  .meta({ id: 'PaymentDetails' })
export type PaymentDetails = z.infer<typeof paymentDetails>

const owner = z.object({ userId: id })
const tags = ['payments']
const security = withServiceKey

/** Refusals with these codes, and no others, close a checkout attempt; everything else leaves its outcome unknown. */
export const paymentRefusalCodes = [
  'invalid-request',
  'payment-live',
  'idempotency-key-reused',
  'checkout-reused',
] as const

export const paymentsApi = {
  request: createRoute({
    method: 'post',
    path: '/api/internal/v1/users/{userId}/payments',
    operationId: 'requestPayment',
    summary: 'Accept a payment; it is submitted to the provider after this answer',
    tags,
    security,
    request: { params: owner, headers: idempotencyKeyRequired, body: jsonBody(paymentRequest) },
    responses: {
      202: jsonAnswer('Committed', paymentAccepted),
      ...problems(400, 401, 409, 422),
    },
  }),
  get: createRoute({
    method: 'get',
    path: '/api/internal/v1/users/{userId}/payments/{paymentId}',
    operationId: 'getPayment',
    summary: 'The payment with its history',
    tags,
    security,
    request: { params: owner.extend({ paymentId: id }) },
    responses: { 200: jsonAnswer('The payment', paymentDetails), ...problems(400, 401, 404) },
  }),
  list: createRoute({
    method: 'get',
    path: '/api/internal/v1/payments',
    operationId: 'listPayments',
    summary: 'Payments of an order, those without an answer, or those whose money does not fit; newest first',
    tags,
    security,
    request: {
      query: z.strictObject({
        orderId: id.optional(),
        unanswered: z.enum(['true', 'false']).optional().describe('true: the provider has not decided'),
        flagged: z.enum(['true', 'false']).optional().describe('true: flagged and not yet acknowledged'),
        page: page.optional(),
        pageSize: pageSize.optional(),
      }),
    },
    responses: {
      200: jsonAnswer('One page', z.object({ data: z.array(paymentSummary), pagination }).meta({ id: 'PaymentPage' })),
      ...problems(400, 401),
    },
  }),
  acknowledge: createRoute({
    method: 'post',
    path: '/api/internal/v1/payments/{paymentId}/acknowledge',
    operationId: 'acknowledgePayment',
    summary: 'An operator has seen to the flagged money',
    tags,
    security,
    request: { params: z.object({ paymentId: id }), headers: operatorHeader, body: jsonBody(reasonBody) },
    responses: { 200: jsonAnswer('The payment', paymentSummary), ...problems(400, 401, 404, 409) },
  }),
}
