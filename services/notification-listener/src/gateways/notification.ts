import { emailsApi, type SendEmail } from '@waybill/contracts'
import type { Client } from '@waybill/http-client'
import { type DoJob, type RequestedJob, refusedBy } from '@waybill/job-listener'

/**
 * The notification service. 202 is not the end of the job: notification itself reports it to order when SMTP has decided, so
 * there is no reference here. The key is that of every attempt; a higher one queues a failed e-mail again.
 */
export function createNotificationGateway({ call }: { call: Client }): DoJob {
  return async (job, signal) => {
    const params = { userId: job.order.userId }
    const headers = { 'idempotency-key': job.idempotencyKey }
    const answer = await call(emailsApi.send, { params, headers, body: emailFor(job) }, signal)
    if (answer.status !== 202) throw refusedBy('notification', answer)
    return { reference: undefined }
  }
}

function emailFor({ processId, attempt, outcome, failureReason, order }: RequestedJob): SendEmail {
  const envelope = { orderId: order.id, processId, attempt, to: order.customerEmail }
  const data = dataFrom(order)
  if (outcome === 'paid') return { ...envelope, template: 'order-paid', data }
  return { ...envelope, template: 'payment-failed', data: { ...data, ...(failureReason && { failureReason }) } }
}

function dataFrom({ name: orderName, customerName, currency, totalMinor, items }: RequestedJob['order']) {
  const shown = items.map(({ name, quantity, unitPriceMinor }) => ({ name, quantity, unitPriceMinor }))
  return { orderName, customerName, currency, totalMinor, items: shown }
}
