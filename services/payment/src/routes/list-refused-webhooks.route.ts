import { webhookEventsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListRefusedWebhooks } from '../use-cases/list-refused-webhooks.ts'

export function listRefusedWebhooksRoute(listRefusedWebhooks: ListRefusedWebhooks) {
  return createRouter().openapi(webhookEventsApi.refused, (c) => c.json(listRefusedWebhooks(), 200))
}
