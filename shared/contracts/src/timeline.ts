import { z } from 'zod'
import { failureReason, id, nullable, time } from './primitives.ts'
import { fault, jobStatus, jobType, orderStatus } from './states.ts'

const transition = z.object({
  kind: z.literal('transition'),
  at: time,
  version: z.int(),
  from: nullable(orderStatus),
  to: orderStatus,
  cause: z.string(),
})

const payment = z.object({
  kind: z.literal('payment'),
  at: time,
  checkoutId: id,
  paymentId: nullable(id),
  fact: z.enum(['requested', 'accepted', 'succeeded', 'failed', 'refused']),
  failureReason: nullable(failureReason),
})

const job = z.object({
  kind: z.literal('job'),
  at: time,
  processId: id,
  job: jobType,
  attempt: z.int(),
  status: jobStatus,
  reference: nullable(z.string()),
  fault: nullable(fault),
})

const operatorAction = z.object({
  kind: z.literal('operator-action'),
  at: time,
  action: z.string(),
  job: nullable(jobType),
})

/** What a shopper may see of an order's history: no error text of a neighbour, no name of an operator. */
export const timelineEntry = z
  .discriminatedUnion('kind', [transition, payment, job, operatorAction])
  .meta({ id: 'TimelineEntry' })
export type TimelineEntry = z.infer<typeof timelineEntry>

/** The same history for operators: with the error of each attempt, who acted, and why. */
export const internalTimelineEntry = z
  .discriminatedUnion('kind', [
    transition.extend({ causeId: z.string() }),
    payment,
    job.extend({ note: nullable(z.string()) }),
    operatorAction.extend({ operator: z.string(), reason: z.string() }),
  ])
  .meta({ id: 'InternalTimelineEntry' })
export type InternalTimelineEntry = z.infer<typeof internalTimelineEntry>
