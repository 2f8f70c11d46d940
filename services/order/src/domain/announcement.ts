import type { JobType, OrderProcessEvent, OrderProcessEventType, PaymentOutcome } from '@waybill/contracts'

export type AnnouncedOrder = OrderProcessEvent['data']['order']

export type Announcement = {
  eventId: string
  time: string
  processId: string
  outcome: PaymentOutcome
  failureReason: string | null
  order: AnnouncedOrder
  jobs: { job: JobType; attempt: number }[]
  traceparent: string | undefined
}

/** The event that starts an order process: all jobs of its outcome at once. */
export function processStarted(announcement: Announcement): OrderProcessEvent {
  return eventOf(announcement.outcome === 'succeeded' ? 'order-paid' : 'order-payment-failed', announcement)
}

/** The event that asks for one job: a retry, or the same attempt again because nobody made progress. */
export function jobRequested(job: JobType, announcement: Announcement): OrderProcessEvent {
  return eventOf(`${job}-requested`, announcement)
}

function eventOf(type: OrderProcessEventType, announcement: Announcement): OrderProcessEvent {
  const { eventId, time, processId, outcome, failureReason, order, jobs, traceparent } = announcement
  return {
    specversion: '1.0',
    id: eventId,
    source: '/waybill/order',
    type,
    subject: order.id,
    time,
    datacontenttype: 'application/json',
    ...(traceparent && { traceparent }),
    data: {
      processId,
      outcome: outcome === 'succeeded' ? 'paid' : 'payment-failed',
      ...(failureReason && { failureReason }),
      jobs,
      order,
    },
  }
}
