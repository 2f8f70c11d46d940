import { z } from 'zod'

export const orderStatus = z
  .enum(['created', 'payment_pending', 'paid', 'payment_failed', 'cancelled'])
  .meta({ id: 'OrderStatus' })
export type OrderStatus = z.infer<typeof orderStatus>

export const paymentStatus = z
  .enum(['submitting', 'pending', 'succeeded', 'failed', 'expired'])
  .meta({ id: 'PaymentStatus' })
export type PaymentStatus = z.infer<typeof paymentStatus>

export const paymentOutcome = z.enum(['succeeded', 'failed']).meta({ id: 'PaymentOutcome' })
export type PaymentOutcome = z.infer<typeof paymentOutcome>

export const processStatus = z.enum(['pending', 'completed', 'error']).meta({ id: 'ProcessStatus' })
export type ProcessStatus = z.infer<typeof processStatus>

export const jobType = z.enum(['production', 'invoice', 'notification']).meta({ id: 'JobType' })
export type JobType = z.infer<typeof jobType>

export const jobStatus = z.enum(['queued', 'running', 'succeeded', 'failed']).meta({ id: 'JobStatus' })
export type JobStatus = z.infer<typeof jobStatus>

/** `passing`: the same work may succeed later. `permanent`: it will not, whoever repeats it. */
export const fault = z.enum(['passing', 'permanent']).meta({ id: 'Fault' })
export type Fault = z.infer<typeof fault>

export const emailStatus = z.enum(['queued', 'sending', 'sent', 'failed']).meta({ id: 'EmailStatus' })
export type EmailStatus = z.infer<typeof emailStatus>

export const webhookStatus = z
  .enum(['received', 'waiting_for_payment', 'processed', 'ignored', 'quarantined'])
  .meta({ id: 'WebhookStatus' })
export type WebhookStatus = z.infer<typeof webhookStatus>
