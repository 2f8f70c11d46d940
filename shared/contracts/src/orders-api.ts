import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { currency } from './currency.ts'
import { page, pageSize, pagination } from './pagination.ts'
import { filledText, id, idempotencyKeyOptional, jsonAnswer, nullable, text, time } from './primitives.ts'
import { problems } from './problem.ts'
import { orderStatus } from './states.ts'
import { timelineEntry } from './timeline.ts'

export const orderSummary = z
  .object({
    id,
    userId: id,
    name: z.string(),
    status: orderStatus,
    currency,
    totalMinor: z.int().describe('in minor units of the currency'),
    customerName: z.string(),
    version: z.int(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'OrderSummary' })
export type OrderSummary = z.infer<typeof orderSummary>

export const orderItem = z
  .object({ sku: z.string(), name: z.string(), quantity: z.int(), unitPriceMinor: z.int() })
  .meta({ id: 'OrderItem' })
export type OrderItem = z.infer<typeof orderItem>

export const orderDetails = orderSummary
  .extend({ items: z.array(orderItem), timeline: z.array(timelineEntry) })
  .meta({ id: 'OrderDetails' })
export type OrderDetails = z.infer<typeof orderDetails>

export const orderPage = z.object({ data: z.array(orderSummary), pagination }).meta({ id: 'OrderPage' })
export type OrderPage = z.infer<typeof orderPage>

/** The data of an event of `…/events`. What else has changed, `GET` tells. */
export const orderChanged = z.object({ orderId: id, status: orderStatus, version: z.int(), updatedAt: time })
export type OrderChanged = z.infer<typeof orderChanged>

/** Milliseconds: a stream of events is never silent for longer, so who has waited for three of them may take it for dead. */
export const longestHeartbeatMs = 15_000

export const checkoutAccepted = z
  .object({
    orderId: id,
    status: z.literal('payment_pending'),
    payment: z.object({
      id: nullable(id),
      status: z.string().describe('`requested` until the payment service has answered'),
    }),
  })
  .meta({ id: 'CheckoutAccepted' })
export type CheckoutAccepted = z.infer<typeof checkoutAccepted>

const user = z.object({ userId: id })
export const userAndOrder = z.object({ userId: id, orderId: id })

const searchQuery = z
  .strictObject({
    name: text(200).optional().describe('a part of the name; case and accents do not matter; blank means all'),
    status: orderStatus.optional(),
    page: page.optional(),
    pageSize: pageSize.optional(),
    after: filledText(200).optional().describe('`nextAfter` of the page before; excludes `page`'),
  })
  .refine((query) => query.page === undefined || query.after === undefined, {
    path: ['after'],
    message: '`page` and `after` exclude each other',
  })

const tags = ['orders']

/** What a shop's front end may call. */
export const ordersApi = {
  search: createRoute({
    method: 'get',
    path: '/api/v1/users/{userId}/orders',
    operationId: 'searchOrders',
    summary: 'Search the orders of a user by name, newest first',
    tags,
    request: { params: user, query: searchQuery },
    responses: { 200: jsonAnswer('One page of orders', orderPage), ...problems(400, 429) },
  }),
  get: createRoute({
    method: 'get',
    path: '/api/v1/users/{userId}/orders/{orderId}',
    operationId: 'getOrder',
    summary: 'The order, its items and its timeline, oldest first',
    tags,
    request: { params: userAndOrder, headers: z.object({ 'if-none-match': z.string().max(1_000).optional() }) },
    responses: {
      200: jsonAnswer('The order; `ETag` is its version', orderDetails),
      304: { description: 'Nothing has changed since the version named in `If-None-Match`' },
      ...problems(400, 404, 429),
    },
  }),
  events: createRoute({
    method: 'get',
    path: '/api/v1/users/{userId}/orders/{orderId}/events',
    operationId: 'followOrder',
    summary: 'Server-sent events: the order has changed',
    description:
      'An event `order` with the version as its id, first with the state as it is, then for each change; changes within one ' +
      'look (a quarter of a second) arrive as one event with the newest version. With `Last-Event-ID` the first event comes ' +
      'only if the order has changed since. A comment every 15 s, or sooner, keeps the connection.',
    tags,
    request: { params: userAndOrder },
    responses: {
      200: {
        description:
          'A stream without an end (WHATWG HTML, server-sent events); the data of each event is an OrderChanged',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      ...problems(400, 404, 429, 503),
    },
  }),
  checkout: createRoute({
    method: 'post',
    path: '/api/v1/users/{userId}/orders/{orderId}/checkout',
    operationId: 'checkoutOrder',
    summary: 'Ask for payment of the order',
    tags,
    request: {
      params: userAndOrder,
      headers: idempotencyKeyOptional,
      body: { content: { 'application/json': { schema: z.strictObject({}) } } },
    },
    responses: {
      202: jsonAnswer('Payment was asked for; the result arrives later', checkoutAccepted),
      ...problems(400, 404, 409, 422, 429),
    },
  }),
}
