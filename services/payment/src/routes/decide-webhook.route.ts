import { webhookEventsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { DecideWebhook } from '../use-cases/decide-webhook.ts'

/** Two doors to one use case: what an operator may do with an open event. */
export function decideWebhookRoutes(decideWebhook: DecideWebhook) {
  const router = createRouter()
  router.openapi(webhookEventsApi.reapply, async (c) => {
    const operator = c.req.valid('header')['x-operator'] ?? 'operator'
    const { reason } = c.req.valid('json')
    return c.json(await decideWebhook({ ...c.req.valid('param'), decision: 'reapply', operator, reason }), 202)
  })
  router.openapi(webhookEventsApi.dismiss, async (c) => {
    const operator = c.req.valid('header')['x-operator'] ?? 'operator'
    const { reason } = c.req.valid('json')
    return c.json(await decideWebhook({ ...c.req.valid('param'), decision: 'dismiss', operator, reason }), 200)
  })
  return router
}
