import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { currency } from './currency.ts'
import {
  amountMinor,
  failureReason,
  filledText,
  idempotencyKeyRequired,
  jsonAnswer,
  jsonBody,
  nullable,
  time,
} from './primitives.ts'
import { problems } from './problem.ts'

const walletPayment = z
  .object({
    paymentRequestId: filledText(100),
    merchantReference: z.string(),
    amountMinor: z.int(),
    currency: z.string(),
    status: z.enum(['undecided', 'succeeded', 'failed']),
    failureReason: nullable(failureReason),
    createdAt: time,
    decidedAt: nullable(time),
  })
  .meta({ id: 'WalletPayment' })
export type WalletPayment = z.infer<typeof walletPayment>

const paymentRequest = z
  .strictObject({ merchantReference: filledText(100), amountMinor, currency })
  .meta({ id: 'WalletPaymentRequest' })
export type WalletPaymentRequest = z.infer<typeof paymentRequest>

const scenarioName = z.enum([
  'duplicate',
  'out-of-order',
  'early',
  'late',
  'never',
  'bad-signature',
  'stale-timestamp',
  'contradictory',
  'error-then-success',
])

const scenario = z
  .strictObject({
    scenario: scenarioName,
    outcome: z.enum(['succeeded', 'failed']).optional(),
    match: z
      .strictObject({ merchantReference: filledText(100).optional(), amountMinor: amountMinor.optional() })
      .optional(),
    times: z.int().min(1).max(100_000).optional().describe('how many payment requests it applies to; 1 when absent'),
  })
  .meta({ id: 'WalletScenario' })
export type WalletScenario = z.infer<typeof scenario>

const pendingScenario = scenario.extend({ id: z.string(), times: z.int().describe('how many it still applies to') })
export type PendingScenario = z.infer<typeof pendingScenario>

const api = { tags: ['payment requests'] }
const control = { tags: ['control'] }

/** The payment provider's own contract: its paths and words are the provider's. */
export const eWalletApi = {
  request: createRoute({
    ...api,
    method: 'post',
    path: '/api/payment/payment-requests',
    operationId: 'createPaymentRequest',
    summary: 'Ask for a payment; one Idempotency-Key is one payment, and so is one merchantReference',
    request: { headers: idempotencyKeyRequired, body: jsonBody(paymentRequest) },
    responses: { 202: jsonAnswer('Accepted; a webhook follows', walletPayment), ...problems(400, 409, 422) },
  }),
  find: createRoute({
    ...api,
    method: 'get',
    path: '/api/payment/payment-requests',
    operationId: 'findPaymentRequests',
    summary: 'The truth about one payment by its reference, or all of a span of time',
    request: {
      query: z.strictObject({
        merchantReference: filledText(100).optional(),
        createdFrom: z.iso.datetime({ offset: true }).optional(),
        createdTo: z.iso.datetime({ offset: true }).optional(),
        after: filledText(200).optional(),
      }),
    },
    responses: {
      200: jsonAnswer(
        'An empty list says that there is none',
        z.object({ data: z.array(walletPayment), nextAfter: nullable(z.string()) }).meta({ id: 'WalletPayments' }),
      ),
      ...problems(400),
    },
  }),
  listScenarios: createRoute({
    ...control,
    method: 'get',
    path: '/control/scenarios',
    operationId: 'listScenarios',
    summary: 'The scenarios that still wait for a payment, the next to apply first',
    responses: {
      200: jsonAnswer('What is set', z.object({ data: z.array(pendingScenario) }).meta({ id: 'WalletScenarios' })),
    },
  }),
  addScenario: createRoute({
    ...control,
    method: 'post',
    path: '/control/scenarios',
    operationId: 'addScenario',
    summary: 'How the next payments that match behave',
    request: { body: jsonBody(scenario) },
    responses: { 201: jsonAnswer('Added', z.object({ id: z.string() })), ...problems(400) },
  }),
  clearScenarios: createRoute({
    ...control,
    method: 'delete',
    path: '/control/scenarios',
    operationId: 'clearScenarios',
    summary: 'Forget all scenarios',
    responses: { 204: { description: 'Forgotten' } },
  }),
  journal: createRoute({
    ...control,
    method: 'get',
    path: '/control/journal',
    operationId: 'readWalletJournal',
    summary: 'Every payment and every webhook delivery, for comparison with what others believe',
    responses: {
      200: jsonAnswer(
        'The journal, oldest first',
        z
          .object({
            payments: z.array(walletPayment),
            deliveries: z.array(
              z.object({
                eventId: z.string(),
                merchantReference: z.string(),
                type: z.string(),
                at: time,
                answer: nullable(z.int()),
                variant: z.string(),
              }),
            ),
          })
          .meta({ id: 'WalletJournal' }),
      ),
    },
  }),
}
