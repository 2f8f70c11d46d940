import { join } from 'node:path'
import { createEventPublisher, createSnsClient } from '@waybill/event-publisher'
import { createNeighbour } from '@waybill/http-client'
import { createIdempotencyKeys } from '@waybill/idempotency'
import type { Logger } from '@waybill/logger'
import { createOutboxAdmin, createOutboxRelay, createOutboxRows } from '@waybill/outbox'
import { createDatabase } from '@waybill/postgres'
import { createSqsClients } from '@waybill/queue-consumer'
import { currentContext } from '@waybill/request-context'
import { createServiceHost, type System } from '@waybill/service-host'
import { activeTraceparent } from '@waybill/telemetry'
import { orderGuards, orderRouters } from './app.ts'
import type { OrderConfig } from './config.ts'
import { createPaymentGateway } from './gateways/payments.ts'
import { createQueues } from './gateways/queues.ts'
import { createCheckouts } from './repositories/checkouts.ts'
import { createJobs } from './repositories/jobs.ts'
import { createKeyedRequests } from './repositories/keyed-requests.ts'
import { createOperatorActions } from './repositories/operator-actions.ts'
import { createOrderHistory } from './repositories/order-history.ts'
import { createOrderList } from './repositories/order-list.ts'
import { createOrderSearch } from './repositories/order-search.ts'
import { createOrderVersions } from './repositories/order-versions.ts'
import { createOrders } from './repositories/orders.ts'
import { createOverview } from './repositories/overview.ts'
import { createParkedEvents } from './repositories/parked-events.ts'
import { createPaymentFacts } from './repositories/payment-facts.ts'
import { createProcesses } from './repositories/processes.ts'
import { createCheckoutOrder, createRunOwned } from './use-cases/checkout-order.ts'
import { createCleanUp } from './use-cases/clean-up.ts'
import { createConfirmPayment } from './use-cases/confirm-payment.ts'
import { createCreateOrder } from './use-cases/create-order.ts'
import { createFinishCheckouts } from './use-cases/finish-checkouts.ts'
import { createFollowOrder } from './use-cases/follow-order.ts'
import { createGetInternalOrder } from './use-cases/get-internal-order.ts'
import { createGetOrder } from './use-cases/get-order.ts'
import { createGetOrderProcess } from './use-cases/get-order-process.ts'
import { createListDeadLetters } from './use-cases/list-dead-letters.ts'
import { createListOrderProcesses } from './use-cases/list-order-processes.ts'
import { createListOrders } from './use-cases/list-orders.ts'
import { createListParkedEvents } from './use-cases/list-parked-events.ts'
import { createOrderFollowers } from './use-cases/order-followers.ts'
import { createReadOverview } from './use-cases/read-overview.ts'
import { createRedriveDeadLetters } from './use-cases/redrive-dead-letters.ts'
import { createReleaseParkedEvent } from './use-cases/release-parked-event.ts'
import { createReportJobStatus } from './use-cases/report-job-status.ts'
import { createRetryJob } from './use-cases/retry-job.ts'
import { createRetryMatchingJobs } from './use-cases/retry-matching-jobs.ts'
import { createRunCheckout } from './use-cases/run-checkout.ts'
import { createSearchOrders } from './use-cases/search-orders.ts'
import { createSettleAttempt } from './use-cases/settle-attempt.ts'
import { createStreamPlaces, streamLimits } from './use-cases/stream-places.ts'
import { createSweepJobs } from './use-cases/sweep-jobs.ts'
import { createWatchOrders } from './use-cases/watch-orders.ts'
import { createCheckoutScope } from './workers/checkout-scope.ts'
import { createOrderWatch } from './workers/order-watch.ts'
import {
  createCheckoutSweeper,
  createHousekeeper,
  createJobSweepers,
  createRelayWorker,
} from './workers/order-workers.ts'

/** The order service, ready to start. */
export function createOrderService(config: OrderConfig, { logger, system }: { logger: Logger; system: System }) {
  const { now, newId, random, monotonicMs } = system
  const database = createDatabase({ connectionString: config.connectionString, applicationName: 'order', logger })
  const { db } = database
  const checkouts = createCheckouts(db)
  const jobs = createJobs(db)
  const orders = createOrders(db)
  const parked = createParkedEvents(db)
  const processes = createProcesses(db)
  const history = createOrderHistory(db)
  const keys = createIdempotencyKeys({ db })
  const keyedRequests = createKeyedRequests({ keys, orders })

  const queues = createQueues({ sqs: createSqsClients(), urls: queueUrlsOf(config), now })
  const payment = createNeighbour({
    ...{ neighbour: 'payment', baseUrl: config.paymentUrl, serviceKey: config.serviceKeys[0], ...system },
    budget: { tries: 3, attemptTimeoutMs: 2_000, totalTimeoutMs: 6_000, concurrent: 20, queued: 20 },
  })
  const payments = createPaymentGateway({ call: payment.call, logger })

  const relay = createOutboxRelay({
    ...{ rows: createOutboxRows({ db }), workerId: newId(), logger, random, now, maxBackoffMs: config.backoffCapMs },
    publish: createEventPublisher({ sns: createSnsClient(), topicArn: config.topicArn, monotonicMs }),
  })
  const relayWorker = createRelayWorker(relay.relayOnce, { logger, random, intervalMs: config.outboxPollMs })
  const traceparent = () => activeTraceparent() ?? currentContext()?.traceparent
  const announcing = { newId, now, traceparent, announced: relayWorker.wake }

  const confirmPayment = createConfirmPayment({ facts: createPaymentFacts(db), orders, ...announcing })
  const settleAttempt = createSettleAttempt({ checkouts, requestPayment: payments.request, confirmPayment })
  const runCheckout = createRunCheckout({ checkouts, orders, settleAttempt, newId })
  const keyed = {
    runCheckout,
    claimKey: keyedRequests.claimCheckout,
    completeKey: keyedRequests.completeCheckout,
    releaseKey: keyedRequests.releaseCheckout,
  }
  const retryJob = createRetryJob({ jobs, processes, ...announcing })

  const versions = createOrderVersions(db)
  const places = createStreamPlaces(streamLimits)
  const followers = createOrderFollowers({ places, quietMs: config.streamHeartbeatMs })
  const watching = { logger, random, intervalMs: config.orderWatchMs }

  const routers = orderRouters({
    searchOrders: createSearchOrders({ search: createOrderSearch(db) }),
    getOrder: createGetOrder({ history }),
    followOrder: createFollowOrder({ followers, versions, random }),
    checkoutOrder: createCheckoutOrder(keyed),
    createOrder: createCreateOrder({ insertOnce: keyedRequests.insertOrderOnce, newId, random, now }),
    getInternalOrder: createGetInternalOrder({ history }),
    listOrders: createListOrders({ orders: createOrderList(db) }),
    confirmPayment,
    reportJobStatus: createReportJobStatus({ jobs, processes }),
    listOrderProcesses: createListOrderProcesses({ processes }),
    getOrderProcess: createGetOrderProcess({ processes }),
    retryJob,
    retryMatchingJobs: createRetryMatchingJobs({ jobs, retryJob }),
    listParkedEvents: createListParkedEvents({ parked }),
    releaseParkedEvent: createReleaseParkedEvent({ parked, newId, announced: relayWorker.wake }),
    listDeadLetters: createListDeadLetters({ look: queues.look, jobs }),
    redriveDeadLetters: createRedriveDeadLetters({
      ...{ sendBack: queues.sendBack, jobs, retryJob, newId },
      actions: createOperatorActions(db),
    }),
    readOverview: createReadOverview({ overview: createOverview(db), depths: queues.depths, now }),
  })

  const finishCheckouts = createFinishCheckouts({
    ...{ takeOverKeys: keyedRequests.takeOverCheckouts, runOwned: createRunOwned(keyed), checkouts, settleAttempt },
    inScope: createCheckoutScope({ newId, random }),
    failed: (err, { orderId }) => logger.warn({ err, orderId }, 'a checkout could not be finished yet'),
  })
  const cleanUp = createCleanUp({
    deletePublished: createOutboxAdmin({ db }).deletePublished,
    deleteExpiredKeys: keys.deleteExpired,
  })
  const sweeping = { logger, random, intervalMs: config.sweepIntervalMs }
  const workers = [
    relayWorker,
    createCheckoutSweeper(finishCheckouts, sweeping),
    ...createJobSweepers(createSweepJobs({ jobs, visibleIn: queues.visibleIn, ...announcing }), sweeping),
    createOrderWatch(createWatchOrders({ followers, versions }), watching),
    createHousekeeper(cleanUp, { logger, random, intervalMs: 60_000 }),
  ]
  const storage = { database, migrations: join(import.meta.dirname, '../migrations') }
  const onDrain = [followers.endAll]
  const http = { guards: orderGuards({ ...ratesOf(config), monotonicMs: system.monotonicMs }) }
  const parts = { config, logger, system, database: storage, workers, onDrain }
  return createServiceHost({ title: 'Order', routers, http, ...parts })
}

const ratesOf = (config: OrderConfig) => ({
  reads: { perSecond: config.userReadsPerSecond, burst: config.userReadsBurst },
  writes: { perSecond: config.userWritesPerSecond, burst: config.userWritesBurst },
})

function queueUrlsOf(config: OrderConfig) {
  return {
    production: { url: config.productionQueueUrl, deadLetterUrl: config.productionDeadLetterQueueUrl },
    invoice: { url: config.invoiceQueueUrl, deadLetterUrl: config.invoiceDeadLetterQueueUrl },
    notification: { url: config.notificationQueueUrl, deadLetterUrl: config.notificationDeadLetterQueueUrl },
  }
}
