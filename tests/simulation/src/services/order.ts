import { type JobType, jobType, orderProcessesApi, ordersApi, ordersInternalApi } from '@waybill/contracts'
import { createOutboxRelay, type OutboxEvent } from '@waybill/outbox'
import { createPaymentGateway } from '../../../../services/order/src/gateways/payments.ts'
import { createKeyedRequests } from '../../../../services/order/src/repositories/keyed-requests.ts'
import { createCheckoutOrder, createRunOwned } from '../../../../services/order/src/use-cases/checkout-order.ts'
import { createConfirmPayment } from '../../../../services/order/src/use-cases/confirm-payment.ts'
import { createCreateOrder } from '../../../../services/order/src/use-cases/create-order.ts'
import { createFinishCheckouts } from '../../../../services/order/src/use-cases/finish-checkouts.ts'
import { createReportJobStatus } from '../../../../services/order/src/use-cases/report-job-status.ts'
import { createRetryJob } from '../../../../services/order/src/use-cases/retry-job.ts'
import { createRunCheckout } from '../../../../services/order/src/use-cases/run-checkout.ts'
import { createSettleAttempt } from '../../../../services/order/src/use-cases/settle-attempt.ts'
import { createSweepJobs } from '../../../../services/order/src/use-cases/sweep-jobs.ts'
import type { Life } from '../machine/life.ts'
import { startLoop } from '../machine/loops.ts'
import { createReach } from '../machine/reach.ts'
import { createRoutes, type Routes, stored } from '../network/routes.ts'
import type { World } from '../world.ts'
import { silent } from './silent.ts'

const sweepMs = 5_000

/** One process of the order service: its use cases and loops as its `service.ts` joins them. */
export function startOrder(world: World, life: Life): Routes {
  const { chance, newId, network } = world
  const { now } = life
  const { random } = chance
  const { checkouts, orders, facts, jobs, processes, outbox, keyedRequests } = reachMemory(world, life)
  const payments = createPaymentGateway({ call: network.clientOf(life, 'payment', 2_000), logger: silent })
  const relay = createOutboxRelay({
    ...{ rows: outbox, workerId: newId(), logger: silent, random, now, maxBackoffMs: 10_000 },
    publish: (events) => publish(world, life, events),
  })
  const announced = startLoop(life, { intervalMs: 250, work: relay.relayOnce })
  const announcing = { newId, now, traceparent: () => undefined, announced }

  const confirmPayment = createConfirmPayment({ facts, orders, ...announcing })
  const settleAttempt = createSettleAttempt({ checkouts, requestPayment: payments.request, confirmPayment })
  const runCheckout = createRunCheckout({ checkouts, orders, settleAttempt, newId })
  const keyed = {
    runCheckout,
    claimKey: keyedRequests.claimCheckout,
    completeKey: keyedRequests.completeCheckout,
    releaseKey: keyedRequests.releaseCheckout,
  }
  startSweepers(life, {
    finishCheckouts: createFinishCheckouts({
      ...{ takeOverKeys: keyedRequests.takeOverCheckouts, runOwned: createRunOwned(keyed), checkouts, settleAttempt },
      inScope: (_checkout, work) => work(),
      failed: () => {},
    }),
    sweepJobs: createSweepJobs({ jobs, visibleIn: (job) => visibleIn(world, life, job), ...announcing }),
  })
  return routesOf({
    createOrder: createCreateOrder({ insertOnce: keyedRequests.insertOrderOnce, newId, random, now }),
    checkoutOrder: createCheckoutOrder(keyed),
    confirmPayment,
    reportJobStatus: createReportJobStatus({ jobs, processes }),
    retryJob: createRetryJob({ jobs, processes, ...announcing }),
  })
}

function reachMemory({ order, chance, witness }: World, life: Life) {
  const reach = createReach({ life, chance, witness })
  return {
    checkouts: reach('checkouts', order.checkouts),
    orders: reach('orders', order.orders),
    facts: reach('facts', order.facts),
    jobs: reach('jobs', order.jobs),
    processes: reach('processes', order.processes),
    outbox: reach('outbox', order.outbox),
    keyedRequests: reach('keys', createKeyedRequests(order)),
  }
}

async function publish({ chance, queues, witness }: World, life: Life, events: readonly OutboxEvent[]) {
  await life.pause(chance.latencyMs())
  if (chance.strikes(0.01)) throw new Error('SNS cannot be reached')
  queues.publish(events)
  witness(life.name, 'sns publish', [events], undefined)
  await life.pause(chance.latencyMs())
  if (chance.strikes(0.01)) throw new Error('the answer of SNS was lost')
  return { accepted: events.map(({ id }) => id), refused: [] }
}

async function visibleIn({ chance, queues }: World, life: Life, job: JobType): Promise<number> {
  await life.pause(chance.latencyMs())
  if (chance.strikes(0.01)) throw new Error('SQS cannot be reached')
  return queues.visibleIn(job)
}

type Sweepers = {
  finishCheckouts: ReturnType<typeof createFinishCheckouts>
  sweepJobs: ReturnType<typeof createSweepJobs>
}

function startSweepers(life: Life, { finishCheckouts, sweepJobs }: Sweepers): void {
  const work = async () => ((await finishCheckouts()) > 0 ? ('more' as const) : ('idle' as const))
  startLoop(life, { intervalMs: sweepMs, work })
  for (const job of jobType.options) {
    startLoop(life, { intervalMs: sweepMs, work: () => sweepJobs(job).then(() => 'idle' as const) })
  }
}

type UseCases = {
  createOrder: ReturnType<typeof createCreateOrder>
  checkoutOrder: ReturnType<typeof createCheckoutOrder>
  confirmPayment: ReturnType<typeof createConfirmPayment>
  reportJobStatus: ReturnType<typeof createReportJobStatus>
  retryJob: ReturnType<typeof createRetryJob>
}

function routesOf({ createOrder, checkoutOrder, confirmPayment, reportJobStatus, retryJob }: UseCases): Routes {
  const routes = createRoutes()
  routes.on(ordersInternalApi.create, async ({ params, headers, body }) =>
    stored(await createOrder({ ...params, ...body }, headers['idempotency-key'])),
  )
  routes.on(ordersApi.checkout, async ({ params, headers }) =>
    stored(await checkoutOrder({ ...params, idempotencyKey: headers?.['idempotency-key'] })),
  )
  routes.on(
    ordersInternalApi.confirmPayment,
    async ({ params, body: { occurredAt: _, failureReason = null, ...fact } }) => ({
      ...{ status: 200, body: await confirmPayment({ ...params, ...fact, failureReason }) },
    }),
  )
  routes.on(orderProcessesApi.reportStatus, async ({ params, body }) => ({
    ...{ status: 200, body: await reportJobStatus({ ...params, ...body }) },
  }))
  routes.on(orderProcessesApi.retryJob, async ({ params, body }) => ({
    ...{ status: 202, body: await retryJob({ ...params, operator: 'operator', reason: body.reason }) },
  }))
  return routes
}
