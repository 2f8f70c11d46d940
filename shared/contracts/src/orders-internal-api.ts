import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { currency } from './currency.ts'
import { processDetails } from './order-processes-api.ts'
import { orderDetails, orderPage, orderSummary, userAndOrder } from './orders-api.ts'
import { page, pageSize } from './pagination.ts'
import {
  acceptedTime,
  emailAddress,
  failureReason,
  filledText,
  id,
  idempotencyKeyRequired,
  jsonAnswer,
  jsonBody,
  maxAmountMinor,
  nullable,
  time,
  withServiceKey,
} from './primitives.ts'
import { problems } from './problem.ts'
import { orderStatus, paymentOutcome } from './states.ts'
import { internalTimelineEntry } from './timeline.ts'

const newItem = z.strictObject({
  sku: filledText(64),
  name: filledText(200),
  quantity: z.int().min(1).max(100_000),
  unitPriceMinor: z.int().min(0).max(maxAmountMinor),
})

const newOrder = z
  .strictObject({
    name: filledText(200).optional().describe('defaults to `Order-` and eight digits'),
    customerName: filledText(200),
    customerEmail: emailAddress,
    currency,
    items: z.array(newItem).min(1).max(100),
  })
  .meta({ id: 'NewOrder' })
export type NewOrder = z.infer<typeof newOrder>

const checkoutAttempt = z.object({
  id,
  paymentId: nullable(id),
  outcome: nullable(z.enum(['succeeded', 'failed', 'refused'])),
  failureReason: nullable(failureReason),
  startedAt: time,
  finishedAt: nullable(time),
})

const internalOrder = orderDetails
  .extend({
    customerEmail: z.string(),
    timeline: z.array(internalTimelineEntry),
    checkouts: z.array(checkoutAttempt),
    processes: z.array(processDetails),
  })
  .meta({ id: 'InternalOrder' })
export type InternalOrder = z.infer<typeof internalOrder>

const paymentFact = z
  .strictObject({
    paymentId: id,
    checkoutId: id,
    outcome: paymentOutcome,
    failureReason: failureReason.optional(),
    occurredAt: acceptedTime,
  })
  .meta({ id: 'PaymentFact' })
export type PaymentFact = z.infer<typeof paymentFact>

const paymentConfirmed = z
  .object({
    orderId: id,
    status: orderStatus,
    applied: z.boolean().describe('false: the order could not take this fact; the payment is to be flagged'),
  })
  .meta({ id: 'PaymentConfirmed' })
export type PaymentConfirmed = z.infer<typeof paymentConfirmed>

const tags = ['orders, internal']
const security = withServiceKey

export const ordersInternalApi = {
  create: createRoute({
    method: 'post',
    path: '/api/internal/v1/users/{userId}/orders',
    operationId: 'createOrder',
    summary: 'Create an order (internal: prices must not come from a browser)',
    tags,
    security,
    request: { params: z.object({ userId: id }), headers: idempotencyKeyRequired, body: jsonBody(newOrder) },
    responses: { 201: jsonAnswer('Created', orderSummary), ...problems(400, 401, 409, 422) },
  }),
  list: createRoute({
    method: 'get',
    path: '/api/internal/v1/orders',
    operationId: 'listOrders',
    summary: 'Orders of all users, newest first',
    tags,
    security,
    request: {
      query: z.strictObject({
        orderId: id.optional(),
        status: orderStatus.optional(),
        olderThan: acceptedTime.optional().describe('created before this time'),
        page: page.optional(),
        pageSize: pageSize.optional(),
      }),
    },
    responses: { 200: jsonAnswer('One page', orderPage), ...problems(400, 401) },
  }),
  get: createRoute({
    method: 'get',
    path: '/api/internal/v1/users/{userId}/orders/{orderId}',
    operationId: 'getInternalOrder',
    summary: 'The order with everything, error texts included',
    tags,
    security,
    request: { params: userAndOrder },
    responses: { 200: jsonAnswer('The order', internalOrder), ...problems(400, 401, 404) },
  }),
  confirmPayment: createRoute({
    method: 'post',
    path: '/api/internal/v1/users/{userId}/orders/{orderId}/confirm-payment',
    operationId: 'confirmPayment',
    summary: 'Tell the order how its payment ended; the same fact twice is one fact',
    tags,
    security,
    request: { params: userAndOrder, body: jsonBody(paymentFact) },
    responses: {
      200: jsonAnswer('The state of the order after the fact', paymentConfirmed),
      ...problems(400, 401, 404),
    },
  }),
}
