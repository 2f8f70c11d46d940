import { queryOptions } from '@tanstack/react-query'
import { type PaymentSummary, paymentsApi, type WebhookStatus, webhookEventsApi } from '@waybill/contracts'
import { live, liveList, opsRequest, pageQuery } from './ops-request.ts'

export type PaymentFilters = { flagged?: true | undefined; unanswered?: true | undefined; page?: number | undefined }

/** One page of payments, newest first. */
export const paymentsQuery = (filters: PaymentFilters) =>
  queryOptions({
    queryKey: ['ops', 'payment', 'payments', filters],
    queryFn: ({ signal }) => opsRequest(paymentsApi.list, { query: queryOf(filters) }, signal).then(({ body }) => body),
    ...liveList,
  })

const queryOf = ({ flagged, unanswered, page }: PaymentFilters) => ({
  flagged: flagged && ('true' as const),
  unanswered: unanswered && ('true' as const),
  ...pageQuery(page),
})

/** The payments of an order, each with its history. An order has few: one for each time it was paid for. */
export const paymentsOfOrderQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['ops', 'payment', 'payments', { orderId }],
    queryFn: async ({ signal }) => {
      const { body } = await opsRequest(paymentsApi.list, { query: { orderId, pageSize: '100' } }, signal)
      return Promise.all(body.data.map((one) => detailsOf(one, signal)))
    },
    ...live(),
  })

const detailsOf = ({ userId, id: paymentId }: PaymentSummary, signal: AbortSignal) =>
  opsRequest(paymentsApi.get, { params: { userId, paymentId } }, signal).then(({ body }) => body)

/** Records that somebody has seen to flagged money. */
export const acknowledgePayment = (paymentId: string, reason: string) =>
  opsRequest(paymentsApi.acknowledge, { params: { paymentId }, body: { reason } })

export type WebhookFilters = { status?: WebhookStatus | undefined; page?: number | undefined }

/** One page of the provider's events that were stored, newest first. */
export const webhooksQuery = ({ status, page }: WebhookFilters) =>
  queryOptions({
    queryKey: ['ops', 'payment', 'webhooks', { status, page }],
    queryFn: ({ signal }) =>
      opsRequest(webhookEventsApi.list, { query: { status, ...pageQuery(page) } }, signal).then(({ body }) => body),
    ...liveList,
  })

/** The provider's calls that were turned away. */
export const refusedWebhooksQuery = queryOptions({
  queryKey: ['ops', 'payment', 'webhooks', 'refused'],
  queryFn: ({ signal }) => opsRequest(webhookEventsApi.refused, {}, signal).then(({ body }) => body),
  ...live(),
})

/** Applies a waiting or quarantined event now; the answer is the event as it is then. */
export const reapplyWebhook = (id: string, reason: string) =>
  opsRequest(webhookEventsApi.reapply, { params: { id }, body: { reason } }).then(({ body }) => body)

/** Leaves a waiting or quarantined event aside for good. */
export const dismissWebhook = (id: string, reason: string) =>
  opsRequest(webhookEventsApi.dismiss, { params: { id }, body: { reason } })
