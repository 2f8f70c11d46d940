import { paymentWebhookApi, webhookHeaders } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ReceiveWebhook } from '../use-cases/receive-webhook.ts'

export function receiveWebhookRoute(receiveWebhook: ReceiveWebhook) {
  return createRouter().openapi(paymentWebhookApi.receive, async (c) => {
    await receiveWebhook({
      id: c.req.header(webhookHeaders.id),
      timestamp: c.req.header(webhookHeaders.timestamp),
      signature: c.req.header(webhookHeaders.signature),
      body: new Uint8Array(await c.req.arrayBuffer()),
    })
    return c.body(null, 204)
  })
}
