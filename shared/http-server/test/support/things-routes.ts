import { createRoute } from '@hono/zod-openapi'
import { idempotencyKeyOptional, jsonAnswer, jsonBody, problems, withServiceKey } from '@waybill/contracts'
import { AppError, NeighbourFault } from '@waybill/errors'
import { currentContext, outgoingHeaders } from '@waybill/request-context'
import { stream } from 'hono/streaming'
import { z } from 'zod'
import { createRouter, sendStored } from '../../src/index.ts'

const params = z.object({ orderId: z.uuidv7() })
const thing = z.object({ name: z.string(), count: z.int() }).meta({ id: 'Thing' })
const newThing = z.strictObject({
  name: z.string().max(100),
  count: z.int(),
  tags: z.array(z.string()).optional(),
  more: z.unknown().optional(),
})
const echo = jsonAnswer('What arrived', z.unknown())

const contracts = {
  create: createRoute({
    method: 'post',
    path: '/api/v1/orders/{orderId}/things',
    request: { params, body: jsonBody(newThing) },
    responses: { 201: jsonAnswer('Created', thing), ...problems(409) },
  }),
  search: createRoute({
    method: 'get',
    path: '/api/v1/orders/{orderId}/things',
    request: { params, query: z.strictObject({ name: z.string().optional() }) },
    responses: { 200: echo },
  }),
  touch: createRoute({
    method: 'post',
    path: '/api/v1/orders/{orderId}/touch',
    request: { params, headers: idempotencyKeyOptional },
    responses: { 200: echo },
  }),
  checkout: createRoute({
    method: 'post',
    path: '/api/v1/orders/{orderId}/checkout',
    request: { params, body: { content: { 'application/json': { schema: z.strictObject({}) } } } },
    responses: { 200: echo },
  }),
  internal: createRoute({
    method: 'get',
    path: '/api/internal/v1/things',
    security: withServiceKey,
    responses: { 200: echo },
  }),
  webhook: createRoute({
    method: 'post',
    path: '/api/v1/webhook',
    request: { body: { required: true, content: { 'application/json': { schema: { type: 'object' } } } } },
    responses: { 200: echo },
  }),
  stored: createRoute({
    method: 'get',
    path: '/api/v1/stored',
    responses: { 201: jsonAnswer('As stored', thing), ...problems(409) },
  }),
}

/** What a test may do to a request that is being handled. */
export type Stage = {
  /** Awaited by `GET /api/v1/held`, after it has called `entered`. */
  released: Promise<void>
  entered: () => void
  stored: { status: number; body: string; replayed: boolean }
  failure: unknown
}

/** A service with one route of each sort, as its owner would write it. */
export function thingsRoutes(stage: Stage) {
  const router = createRouter()
    .openapi(contracts.create, (c) => {
      const { name, count } = c.req.valid('json')
      return c.json({ name, count }, 201)
    })
    .openapi(contracts.search, (c) => c.json({ ...c.req.valid('query') }, 200))
    .openapi(contracts.touch, (c) => c.json({ context: currentContext(), sent: outgoingHeaders(() => 0.5) }, 200))
    .openapi(contracts.checkout, (c) => c.json({ body: c.req.valid('json') }, 200))
    .openapi(contracts.internal, (c) => c.json({ inside: true }, 200))
    .openapi(contracts.webhook, async (c) => {
      const bytes = Buffer.from(await c.req.arrayBuffer())
      return c.json({ base64: bytes.toString('base64') }, 200)
    })
    .openapi(contracts.stored, (c) => sendStored(c, stage.stored))
  router.get('/api/v1/failing', () => {
    throw stage.failure
  })
  router.on(['GET', 'POST'], '/api/v1/held', async (c) => {
    stage.entered()
    await stage.released
    return c.text('held')
  })
  router.get('/api/v1/stream', (c) =>
    stream(c, async (out) => {
      await out.write('begun ')
      stage.entered()
      await stage.released
      await out.write('ended')
    }),
  )
  return router
}

export const refusal = (kind: AppError['kind'], details: ConstructorParameters<typeof AppError>[3] = {}) =>
  new AppError(kind, 'some-code', 'May be shown.', details)

export const neighbourFault = () =>
  new NeighbourFault({ neighbour: 'payment', kind: 'timeout', fault: 'passing', message: 'SECRET of the neighbour' })
