import { z } from 'zod'
import { currency } from './currency.ts'
import { orderItem } from './orders-api.ts'
import { failureReason, id, time, traceparent } from './primitives.ts'
import { jobType } from './states.ts'

/** The `eventType` attribute on which SNS filters: exact strings, each of them named in infra/topology.json. */
export const orderProcessEventType = z.enum([
  'order-paid',
  'order-payment-failed',
  'production-requested',
  'invoice-requested',
  'notification-requested',
])
export type OrderProcessEventType = z.infer<typeof orderProcessEventType>

const orderAsItWas = z.object({
  id,
  userId: id,
  name: z.string(),
  customerName: z.string(),
  customerEmail: z.string(),
  currency,
  totalMinor: z.int(),
  items: z.array(orderItem),
  createdAt: time,
})

/**
 * A CloudEvents 1.0 document in JSON. `id` is the message's for ever, however often it is delivered. Its data holds the
 * order as it was, so that a listener need not ask; receivers compare attempts, never the order of arrival.
 */
export const orderProcessEvent = z.object({
  specversion: z.literal('1.0'),
  id,
  source: z.literal('/waybill/order'),
  type: orderProcessEventType,
  subject: id.describe('the order'),
  time,
  datacontenttype: z.literal('application/json'),
  traceparent: traceparent.optional(),
  data: z.object({
    processId: id,
    outcome: z.enum(['paid', 'payment-failed']),
    failureReason: failureReason.optional(),
    jobs: z.array(z.object({ job: jobType, attempt: z.int().min(1) })).min(1),
    order: orderAsItWas,
  }),
})
export type OrderProcessEvent = z.infer<typeof orderProcessEvent>

/** The largest event as sent, in bytes: SNS and SQS take 256 KiB in a batch of ten, and attributes count too. */
export const maxEventBytes = 60 * 1_024

/** The wire form: JSON in plain ASCII, since some brokers refuse or mangle characters beyond it. Length in characters is length in bytes. */
export function encodeOrderProcessEvent(event: OrderProcessEvent): string {
  return JSON.stringify(event).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
