import { join } from 'node:path'
import { webhookLimitBytes } from '@waybill/contracts'
import { createIdempotencyKeys } from '@waybill/idempotency'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createReadOnce, fullJitterMs } from '@waybill/resilience'
import { createServiceHost, type System } from '@waybill/service-host'
import { createDueWorker } from '@waybill/worker-loop'
import { paymentRouters } from './app.ts'
import type { PaymentConfig } from './config.ts'
import { failedAskSeconds, jittered, reconcilePause } from './domain/schedules.ts'
import { createNeighbours, unlessDown } from './gateways/neighbours.ts'
import { createOrderGateway } from './gateways/orders.ts'
import { createWalletGateway } from './gateways/wallet.ts'
import { createConfirmations } from './repositories/confirmations.ts'
import { createFigures } from './repositories/figures.ts'
import { createKeyedRequests } from './repositories/keyed-requests.ts'
import { createOperations } from './repositories/operations.ts'
import { createPayments } from './repositories/payments.ts'
import { createReconciliations } from './repositories/reconciliations.ts'
import { createRefusedWebhooks } from './repositories/refused-webhooks.ts'
import { createSettlements } from './repositories/settlements.ts'
import { createWebhookEvents } from './repositories/webhook-events.ts'
import { createAcknowledgePayment } from './use-cases/acknowledge-payment.ts'
import { createApplyWebhook } from './use-cases/apply-webhook.ts'
import { createCleanUp } from './use-cases/clean-up.ts'
import { createCompareWithProvider } from './use-cases/compare-with-provider.ts'
import { createDecideWebhook } from './use-cases/decide-webhook.ts'
import { createDeliverConfirmation } from './use-cases/deliver-confirmation.ts'
import { createGetPayment } from './use-cases/get-payment.ts'
import { createListPayments } from './use-cases/list-payments.ts'
import { createListRefusedWebhooks } from './use-cases/list-refused-webhooks.ts'
import { createListWebhooks } from './use-cases/list-webhooks.ts'
import { createReadOverview } from './use-cases/read-overview.ts'
import { createReceiveWebhook } from './use-cases/receive-webhook.ts'
import { createReconcilePayment } from './use-cases/reconcile-payment.ts'
import { createRequestPayment } from './use-cases/request-payment.ts'
import { createSettlePayment } from './use-cases/settle-payment.ts'
import { createSubmitPayment } from './use-cases/submit-payment.ts'
import { createTakeAnswer } from './use-cases/take-answer.ts'
import { createDailyComparison } from './workers/daily-comparison.ts'
import { createHousekeeper } from './workers/housekeeper.ts'

/** The payment service, ready to start. */
export function createPaymentService(config: PaymentConfig, { logger, system }: { logger: Logger; system: System }) {
  const { now, newId, random } = system
  const database = createDatabase({ connectionString: config.connectionString, applicationName: 'payment', logger })
  const { db } = database
  const payments = createPayments(db)
  const settlements = createSettlements(db)
  const confirmations = createConfirmations(db)
  const reconciliations = createReconciliations(db)
  const events = createWebhookEvents(db)
  const operations = createOperations(db)
  const figures = createFigures(db)
  const refused = createRefusedWebhooks({ keep: 100 })
  const keys = createIdempotencyKeys({ db })

  const { submitCall, askCall, orderCall, eWalletState, orderState, cutOnStop } = createNeighbours({
    ...{ eWalletUrl: config.eWalletUrl, orderUrl: config.orderUrl, serviceKey: config.serviceKeys[0], system },
  })
  const wallet = createWalletGateway({ submitCall, askCall, logger })
  const order = createOrderGateway({ call: orderCall })

  const ticking = { logger, newId, random }
  const { reconcileScheduleSeconds: scheduleSeconds, confirmBackoffCapMs: capMs } = config
  const nextAskSeconds = () => reconcilePause(scheduleSeconds, 0, random)
  const alert = (subject: string, what: string) => logger.error({ alert: true, subject }, what)

  const confirmer = createDueWorker({
    ...{ ...ticking, name: 'confirmer', intervalMs: 250, atOnce: 10 },
    take: unlessDown(orderState, confirmations.takeDue),
    work: createDeliverConfirmation({
      ...{ confirmations, confirm: order.confirm },
      pauseMs: (attempt) => fullJitterMs({ baseMs: 500, attempt, capMs, random }),
    }),
  })
  const settlePayment = createSettlePayment({ settlements, settled: confirmer.wake })
  const takeAnswer = createTakeAnswer({ payments, settlePayment, nextAskSeconds })
  const submitPayment = createSubmitPayment({ ...wallet, takeAnswer, settlePayment, now })
  const submitter = createDueWorker({
    ...{ ...ticking, name: 'submitter', intervalMs: 1_000, atOnce: 10 },
    take: unlessDown(eWalletState, payments.takeToSubmit),
    work: submitPayment,
  })
  const applier = createDueWorker({
    ...{ ...ticking, name: 'webhook-applier', intervalMs: 250, atOnce: 10, take: events.takeDue },
    work: createApplyWebhook({ events, payments, ask: wallet.ask, settlePayment, alert }),
  })
  const reconciler = createDueWorker({
    ...{ ...ticking, name: 'reconciler', intervalMs: config.reconcilePollMs, atOnce: 5 },
    take: unlessDown(eWalletState, (limit) => reconciliations.take(limit, jittered(failedAskSeconds, random))),
    work: createReconcilePayment({
      ...{ reconciliations, ask: wallet.ask, takeAnswer, settlePayment, submitPayment, scheduleSeconds, random, now },
    }),
  })
  const compareWithProvider = createCompareWithProvider({ ...wallet, reconciliations, payments, now, alert })
  const cleanUp = createCleanUp({ deleteExpiredKeys: keys.deleteExpired })

  const routers = paymentRouters({
    requestPayment: createRequestPayment({
      ...{ once: createKeyedRequests({ keys }).requestPaymentOnce, newId, nextAskSeconds, committed: submitter.wake },
    }),
    getPayment: createGetPayment({ operations }),
    listPayments: createListPayments({ operations }),
    acknowledgePayment: createAcknowledgePayment({ operations, payments, newId }),
    receiveWebhook: createReceiveWebhook({
      ...{ events, payments, refused, keys: config.webhookKeys, now, stored: applier.wake, alert },
    }),
    listWebhooks: createListWebhooks({ events }),
    listRefusedWebhooks: createListRefusedWebhooks({ refused }),
    decideWebhook: createDecideWebhook({ operations, events, newId, reopened: applier.wake }),
    readOverview: createReadOverview({
      ...{ urgent: figures.urgent, totals: createReadOnce({ read: figures.totals, keptMs: 10_000, now }), refused },
    }),
  })
  return createServiceHost({
    ...{ title: 'Payment', routers, config, logger, system },
    database: { database, migrations: join(import.meta.dirname, '../migrations') },
    rawBodyPaths: [{ path: '/api/v1/payments/webhook', limitBytes: webhookLimitBytes }],
    workers: [
      ...[submitter, applier, reconciler, confirmer, cutOnStop],
      createDailyComparison(compareWithProvider, ticking),
      createHousekeeper(cleanUp, ticking),
    ],
  })
}
