import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { jsonAnswer, nullable, withServiceKey } from './primitives.ts'
import { problems } from './problem.ts'
import { emailStatus, jobType, orderStatus, paymentStatus, processStatus, webhookStatus } from './states.ts'

/** How many are in each state; a state that none is in has 0. */
const countsOf = <S extends z.ZodEnum>(states: S) =>
  z.object(Object.fromEntries(states.options.map((state) => [state, z.int()])) as Record<z.infer<S> & string, z.ZodInt>)

const waiting = z.object({
  count: z.int(),
  oldestSeconds: nullable(z.number()).describe('how long the oldest has waited; null when none waits'),
})
export type Waiting = z.infer<typeof waiting>

const jobCounts = z.object({
  job: jobType,
  queued: z.int(),
  running: z.int(),
  failed: z.int(),
  oldestWaitingSeconds: nullable(z.number()).describe(
    'how long the longest waiting queued job has waited for its message to be taken. SQS itself tells the age of a message to CloudWatch only',
  ),
})

const queueDepth = z.object({
  queue: jobType,
  visible: z.int(),
  inFlight: z.int(),
  delayed: z.int(),
  deadLetters: z.int(),
})

const orderOverview = z
  .object({
    orders: countsOf(orderStatus),
    processes: countsOf(processStatus),
    jobs: z.array(jobCounts),
    queues: nullable(z.array(queueDepth)).describe('null while the queue server cannot be asked'),
    outbox: waiting.extend({ parked: z.int() }).describe('events that are committed and not yet published'),
    openCheckouts: waiting.describe('attempts at payment without an end'),
  })
  .meta({ id: 'OrderOverview' })
export type OrderOverview = z.infer<typeof orderOverview>

const paymentOverview = z
  .object({
    payments: countsOf(paymentStatus),
    unanswered: waiting.describe('submitting or pending: the provider has not decided'),
    flagged: z.int().describe('money that does not fit its order, not yet acknowledged'),
    webhooks: countsOf(webhookStatus),
    waitingWebhooks: waiting.describe('received or waiting for their payment'),
    confirmations: waiting.describe('payments that ended, which order has not yet acknowledged'),
    refusedWebhooks: z.int().describe('calls turned away by the replica that answers, since it started'),
  })
  .meta({ id: 'PaymentOverview' })
export type PaymentOverview = z.infer<typeof paymentOverview>

const notificationOverview = z
  .object({
    emails: countsOf(emailStatus),
    unsent: waiting.describe('queued or sending'),
    reports: waiting.describe('decided e-mails whose job order has not yet been told of'),
  })
  .meta({ id: 'NotificationOverview' })
export type NotificationOverview = z.infer<typeof notificationOverview>

const overview = <S extends z.ZodType>(operationId: string, summary: string, schema: S) =>
  createRoute({
    method: 'get',
    path: '/api/internal/v1/overview',
    operationId,
    summary,
    description: 'The totals may be up to ten seconds old.',
    tags: ['overview'],
    security: withServiceKey,
    responses: { 200: jsonAnswer('As it stands', schema), ...problems(401) },
  })

/** What an operator sees first: one address in each service, of what that service owns. */
export const overviewsApi = {
  order: overview('readOrderOverview', 'Orders, order processes, jobs, queues and outbox in figures', orderOverview),
  payment: overview('readPaymentOverview', 'Payments, webhooks and confirmations in figures', paymentOverview),
  notification: overview('readNotificationOverview', 'E-mails and job reports in figures', notificationOverview),
}
