import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type NotificationOverview, type OrderOverview, overviewsApi, type PaymentOverview } from '@waybill/contracts'
import { live, opsRequest } from './ops-request.ts'
import { type Sample, withSample } from './ops-samples.ts'

/** The newest figures of a service, and those of the last looks since the console was opened. */
export type Watched<Overview> = { now: Overview; samples: Sample[] }

const watch = <Overview>(
  service: string,
  look: (signal: AbortSignal) => Promise<Overview>,
  valuesOf: ValuesOf<Overview>,
) => {
  const queryKey = ['ops', service, 'overview'] as const
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }: { client: QueryClient; signal: AbortSignal }): Promise<Watched<Overview>> => {
      const now = await look(signal)
      const before = client.getQueryData<Watched<Overview>>(queryKey)?.samples ?? []
      return { now, samples: withSample(before, { at: Date.now(), values: valuesOf(now) }) }
    },
    ...live(5_000),
    staleTime: 4_000, // who opens a page does not add a sample of the same moment
    structuralSharing: false,
  })
}

type ValuesOf<Overview> = (overview: Overview) => Record<string, number>

export const orderOverview = watch<OrderOverview>(
  'order',
  (signal) => opsRequest(overviewsApi.order, {}, signal).then(({ body }) => body),
  ({ orders, processes, jobs, queues, outbox }) => ({
    pendingOrders: orders.payment_pending,
    pendingProcesses: processes.pending,
    failedProcesses: processes.error,
    outbox: outbox.count,
    ...Object.fromEntries(jobs.map(({ job, queued, running }) => [`job-${job}`, queued + running])),
    ...Object.fromEntries((queues ?? []).map(({ queue, visible, inFlight }) => [`queue-${queue}`, visible + inFlight])),
  }),
)

export const paymentOverview = watch<PaymentOverview>(
  'payment',
  (signal) => opsRequest(overviewsApi.payment, {}, signal).then(({ body }) => body),
  ({ unanswered, waitingWebhooks, confirmations }) => ({
    unanswered: unanswered.count,
    waitingWebhooks: waitingWebhooks.count,
    confirmations: confirmations.count,
  }),
)

export const notificationOverview = watch<NotificationOverview>(
  'notification',
  (signal) => opsRequest(overviewsApi.notification, {}, signal).then(({ body }) => body),
  ({ unsent, reports }) => ({ unsent: unsent.count, reports: reports.count }),
)
