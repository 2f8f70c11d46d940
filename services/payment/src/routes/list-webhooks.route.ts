import { webhookEventsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListWebhooks } from '../use-cases/list-webhooks.ts'

export function listWebhooksRoute(listWebhooks: ListWebhooks) {
  return createRouter().openapi(webhookEventsApi.list, async (c) =>
    c.json(await listWebhooks(c.req.valid('query')), 200),
  )
}
