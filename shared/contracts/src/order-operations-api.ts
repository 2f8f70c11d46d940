import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import {
  filledText,
  id,
  jsonAnswer,
  jsonBody,
  nullable,
  operatorHeader,
  reason,
  reasonBody,
  time,
  withServiceKey,
} from './primitives.ts'
import { problems } from './problem.ts'
import { jobStatus, jobType } from './states.ts'

const parkedEvent = z
  .object({
    id,
    orderId: id,
    version: z.int(),
    eventType: z.string(),
    attempts: z.int(),
    lastError: nullable(z.string()),
    createdAt: time,
    parkedAt: time,
  })
  .meta({ id: 'ParkedEvent' })

const deadLetter = z
  .object({
    queue: jobType,
    messageId: z.string(),
    receiveCount: z.int().describe('looks at it in the dead-letter queue included'),
    sentAt: nullable(time),
    body: z.string(),
    attributes: z.record(z.string(), z.string()),
    orderId: nullable(id),
    userId: nullable(id),
    processId: nullable(id),
    attempt: nullable(z.int()),
    jobStatus: nullable(jobStatus),
    reason: nullable(z.string()).describe('the last error that the job recorded'),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetter = z.infer<typeof deadLetter>

const tags = ['operations']
const security = withServiceKey

/** Events that SNS refused, and messages that no listener could finish. */
export const orderOperationsApi = {
  listOutbox: createRoute({
    method: 'get',
    path: '/api/internal/v1/outbox',
    operationId: 'listOutbox',
    summary: 'Events that SNS refused for good',
    tags,
    security,
    request: { query: z.strictObject({ state: z.literal('parked') }) },
    responses: {
      200: jsonAnswer(
        'Parked events, oldest first',
        z.object({ data: z.array(parkedEvent) }).meta({ id: 'ParkedEvents' }),
      ),
      ...problems(400, 401),
    },
  }),
  releaseOutbox: createRoute({
    method: 'post',
    path: '/api/internal/v1/outbox/{id}/release',
    operationId: 'releaseOutbox',
    summary: 'Publish a parked event again',
    tags,
    security,
    request: { params: z.object({ id }), headers: operatorHeader, body: jsonBody(reasonBody) },
    responses: { 202: jsonAnswer('Released', z.object({ id })), ...problems(400, 401, 404, 409) },
  }),
  listDeadLetters: createRoute({
    method: 'get',
    path: '/api/internal/v1/deadletters',
    operationId: 'listDeadLetters',
    summary:
      'Up to 100 messages of each dead-letter queue, tied to their orders; the overview tells how many there are',
    tags,
    security,
    request: { query: z.strictObject({ queue: jobType.optional() }) },
    responses: {
      200: jsonAnswer('The messages', z.object({ data: z.array(deadLetter) }).meta({ id: 'DeadLetters' })),
      ...problems(400, 401, 503),
    },
  }),
  redriveDeadLetters: createRoute({
    method: 'post',
    path: '/api/internal/v1/deadletters/redrive',
    operationId: 'redriveDeadLetters',
    summary: 'Send messages back to their queue; a failed job is retried as its next attempt',
    tags,
    security,
    request: {
      headers: operatorHeader,
      body: jsonBody(
        z
          .strictObject({
            queue: jobType,
            messageIds: z.array(filledText(100)).min(1).max(1_000).optional().describe('all when absent'),
            reason,
          })
          .meta({ id: 'Redrive' }),
      ),
    },
    responses: {
      200: jsonAnswer(
        'What was done',
        z.object({ redriven: z.int(), jobsRetried: z.int(), notFound: z.array(z.string()) }).meta({ id: 'Redriven' }),
      ),
      ...problems(400, 401, 503),
    },
  }),
}
