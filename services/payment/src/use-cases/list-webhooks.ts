import {
  type PageRequest,
  type Pagination,
  paginationOf,
  placeOf,
  type WebhookEvent,
  type WebhookStatus,
} from '@waybill/contracts'
import type { WebhookEvents } from '../repositories/webhook-events.ts'

export type WebhookQuery = { status?: WebhookStatus | undefined } & PageRequest

/** Webhook events, newest first. */
export function createListWebhooks(deps: { events: Pick<WebhookEvents, 'page'> }) {
  return async (query: WebhookQuery): Promise<{ data: WebhookEvent[]; pagination: Pagination }> => {
    const { limit, offset } = placeOf(query)
    const { total, data } = await deps.events.page(query.status, limit, offset)
    return { data, pagination: paginationOf(query, total) }
  }
}

export type ListWebhooks = ReturnType<typeof createListWebhooks>
