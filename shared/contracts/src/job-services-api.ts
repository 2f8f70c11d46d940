import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { currency } from './currency.ts'
import { filledText, id, idempotencyKeyRequired, jsonAnswer, jsonBody, time, withServiceKey } from './primitives.ts'
import { problems } from './problem.ts'

const item = z.strictObject({
  sku: filledText(64),
  name: filledText(200),
  quantity: z.int().min(1),
})

const production = z
  .strictObject({ processId: id, orderId: id, orderName: filledText(200), items: z.array(item).min(1).max(100) })
  .meta({ id: 'ProductionRequest' })
export type ProductionRequest = z.infer<typeof production>

const invoice = z
  .strictObject({
    processId: id,
    orderId: id,
    orderName: filledText(200),
    customerName: filledText(200),
    currency,
    totalMinor: z.int().min(1),
    items: z
      .array(item.extend({ unitPriceMinor: z.int().min(0) }))
      .min(1)
      .max(100),
  })
  .meta({ id: 'InvoiceRequest' })
export type InvoiceRequest = z.infer<typeof invoice>

/** `processId` is echoed, so that a caller can tell an answer to somebody else's question. */
const jobReference = z.object({ processId: id, reference: filledText(200) }).meta({ id: 'JobReference' })

const behaviour = z
  .strictObject({ mode: z.enum(['ok', 'fail', 'hang', 'nonsense']), times: z.int().min(1).max(1_000_000).optional() })
  .meta({ id: 'Behaviour' })
export type Behaviour = z.infer<typeof behaviour>

const journal = z
  .object({
    data: z.array(
      z.object({
        idempotencyKey: z.string(),
        processId: id,
        orderId: id,
        reference: z.string(),
        calls: z.int(),
        at: time,
      }),
    ),
  })
  .meta({ id: 'JobJournal' })

const security = withServiceKey

const control = {
  setBehaviour: createRoute({
    method: 'post',
    path: '/control/behaviour',
    operationId: 'setBehaviour',
    summary: 'How the next calls are answered; for ever when `times` is absent',
    tags: ['control'],
    request: { body: jsonBody(behaviour) },
    responses: { 200: jsonAnswer('Set', behaviour), ...problems(400) },
  }),
  journal: createRoute({
    method: 'get',
    path: '/control/journal',
    operationId: 'readJournal',
    summary: 'Every effect, once for each idempotency key, oldest first',
    tags: ['control'],
    responses: { 200: jsonAnswer('The journal', journal) },
  }),
}

export const productionApi = {
  ...control,
  create: createRoute({
    method: 'post',
    path: '/api/internal/v1/productions',
    operationId: 'createProduction',
    summary: 'Produce what was ordered; one effect per Idempotency-Key',
    tags: ['productions'],
    security,
    request: { headers: idempotencyKeyRequired, body: jsonBody(production) },
    responses: { 201: jsonAnswer('The reference of the production', jobReference), ...problems(400, 401, 409, 422) },
  }),
}

export const invoiceApi = {
  ...control,
  create: createRoute({
    method: 'post',
    path: '/api/internal/v1/invoices',
    operationId: 'createInvoice',
    summary: 'Invoice what was ordered; one effect per Idempotency-Key',
    tags: ['invoices'],
    security,
    request: { headers: idempotencyKeyRequired, body: jsonBody(invoice) },
    responses: { 201: jsonAnswer('The reference of the invoice', jobReference), ...problems(400, 401, 409, 422) },
  }),
}
