import { acknowledgePaymentRoute } from './routes/acknowledge-payment.route.ts'
import { decideWebhookRoutes } from './routes/decide-webhook.route.ts'
import { getPaymentRoute } from './routes/get-payment.route.ts'
import { listPaymentsRoute } from './routes/list-payments.route.ts'
import { listRefusedWebhooksRoute } from './routes/list-refused-webhooks.route.ts'
import { listWebhooksRoute } from './routes/list-webhooks.route.ts'
import { readOverviewRoute } from './routes/read-overview.route.ts'
import { receiveWebhookRoute } from './routes/receive-webhook.route.ts'
import { requestPaymentRoute } from './routes/request-payment.route.ts'

/** What the doors call: each door one use case. */
export type PaymentUseCases = {
  requestPayment: Parameters<typeof requestPaymentRoute>[0]
  getPayment: Parameters<typeof getPaymentRoute>[0]
  listPayments: Parameters<typeof listPaymentsRoute>[0]
  acknowledgePayment: Parameters<typeof acknowledgePaymentRoute>[0]
  receiveWebhook: Parameters<typeof receiveWebhookRoute>[0]
  listWebhooks: Parameters<typeof listWebhooksRoute>[0]
  listRefusedWebhooks: Parameters<typeof listRefusedWebhooksRoute>[0]
  decideWebhook: Parameters<typeof decideWebhookRoutes>[0]
  readOverview: Parameters<typeof readOverviewRoute>[0]
}

/** Every URL of the payment service, one line each. */
export const paymentRouters = (use: PaymentUseCases) => [
  /* POST /api/internal/v1/users/{userId}/payments                */ requestPaymentRoute(use.requestPayment),
  /* GET  /api/internal/v1/users/{userId}/payments/{paymentId}    */ getPaymentRoute(use.getPayment),
  /* GET  /api/internal/v1/payments                               */ listPaymentsRoute(use.listPayments),
  /* POST /api/internal/v1/payments/{paymentId}/acknowledge       */ acknowledgePaymentRoute(use.acknowledgePayment),
  /* POST /api/v1/payments/webhook                                */ receiveWebhookRoute(use.receiveWebhook),
  /* GET  /api/internal/v1/webhooks                               */ listWebhooksRoute(use.listWebhooks),
  /* GET  /api/internal/v1/webhooks/refused                       */ listRefusedWebhooksRoute(use.listRefusedWebhooks),
  /* POST /api/internal/v1/webhooks/{id}/reapply, /webhooks/{id}/dismiss */ decideWebhookRoutes(use.decideWebhook),
  /* GET  /api/internal/v1/overview                               */ readOverviewRoute(use.readOverview),
]
