import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'

const problem = z.object({ title: z.string(), status: z.int(), code: z.string() })
const json = <S extends z.ZodType>(schema: S) => ({
  description: 'answer',
  content: { 'application/json': { schema } },
})
const refusal = { description: 'refusal', content: { 'application/problem+json': { schema: problem } } }

export const parcelsApi = {
  find: createRoute({
    method: 'get',
    path: '/api/v1/users/{userId}/parcels',
    request: {
      params: z.object({ userId: z.string() }),
      query: z.strictObject({
        name: z.string().optional(),
        page: z.int().optional(),
        tag: z.array(z.string()).optional(),
      }),
    },
    responses: { 200: json(z.object({ names: z.array(z.string()) })), 404: refusal },
  }),
  send: createRoute({
    method: 'post',
    path: '/api/v1/users/{userId}/parcels/{parcelId}/send',
    request: {
      params: z.object({ userId: z.string(), parcelId: z.string() }),
      headers: z.object({ 'idempotency-key': z.string() }),
      body: { required: true, content: { 'application/json': { schema: z.strictObject({ grams: z.int() }) } } },
    },
    responses: { 202: json(z.object({ reference: z.string() })), 409: refusal, 503: refusal },
  }),
  forget: createRoute({ method: 'delete', path: '/api/v1/parcels', responses: { 204: { description: 'forgotten' } } }),
}

export const sendParcel = {
  params: { userId: 'ann', parcelId: 'p1' },
  headers: { 'idempotency-key': 'parcel-p1' },
  body: { grams: 100 },
}
