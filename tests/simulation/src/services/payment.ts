import { paymentsApi, paymentWebhookApi } from '@waybill/contracts'
import { fullJitterMs } from '@waybill/resilience'
import { failedAskSeconds, jittered, reconcilePause } from '../../../../services/payment/src/domain/schedules.ts'
import type { SignedRequest } from '../../../../services/payment/src/domain/webhook-signature.ts'
import { createOrderGateway } from '../../../../services/payment/src/gateways/orders.ts'
import { createWalletGateway } from '../../../../services/payment/src/gateways/wallet.ts'
import { createApplyWebhook } from '../../../../services/payment/src/use-cases/apply-webhook.ts'
import { createDeliverConfirmation } from '../../../../services/payment/src/use-cases/deliver-confirmation.ts'
import { createReceiveWebhook } from '../../../../services/payment/src/use-cases/receive-webhook.ts'
import { createReconcilePayment } from '../../../../services/payment/src/use-cases/reconcile-payment.ts'
import { createRequestPayment } from '../../../../services/payment/src/use-cases/request-payment.ts'
import { createSettlePayment } from '../../../../services/payment/src/use-cases/settle-payment.ts'
import { createSubmitPayment } from '../../../../services/payment/src/use-cases/submit-payment.ts'
import { createTakeAnswer } from '../../../../services/payment/src/use-cases/take-answer.ts'
import type { Life } from '../machine/life.ts'
import { startDueLoop } from '../machine/loops.ts'
import { createReach } from '../machine/reach.ts'
import { webhookKey } from '../neighbours/webhook-sender.ts'
import { createRoutes, type Routes, stored } from '../network/routes.ts'
import type { World } from '../world.ts'
import { silent } from './silent.ts'

const scheduleSeconds = [15, 30, 60, 120, 300, 900, 3_600]
const alert = () => {}

/** One process of the payment service: its use cases and loops as its `service.ts` joins them. */
export function startPayment(world: World, life: Life): Routes {
  const { network, newId } = world
  const { now } = life
  const { random } = world.chance
  const { payments, settlements, confirmations, reconciliations, events, keyedRequests } = reachMemory(world, life)
  const wallet = createWalletGateway({
    submitCall: network.clientOf(life, 'e-wallet', 3_000),
    askCall: network.clientOf(life, 'e-wallet', 2_000),
    logger: silent,
  })
  const order = createOrderGateway({ call: network.clientOf(life, 'order', 2_000) })
  const nextAskSeconds = () => reconcilePause(scheduleSeconds, 0, random)

  const settled = startDueLoop(life, {
    ...{ intervalMs: 250, atOnce: 10, take: confirmations.takeDue },
    work: createDeliverConfirmation({
      ...{ confirmations, confirm: order.confirm },
      pauseMs: (attempt) => fullJitterMs({ baseMs: 500, attempt, capMs: 10_000, random }),
    }),
  })
  const settlePayment = createSettlePayment({ settlements, settled })
  const takeAnswer = createTakeAnswer({ payments, settlePayment, nextAskSeconds })
  const submitPayment = createSubmitPayment({ ...wallet, takeAnswer, settlePayment, now })
  const committed = startDueLoop(life, {
    ...{ intervalMs: 1_000, atOnce: 10, take: payments.takeToSubmit, work: submitPayment },
  })
  const received = startDueLoop(life, {
    ...{ intervalMs: 250, atOnce: 10, take: events.takeDue },
    work: createApplyWebhook({ events, payments, ask: wallet.ask, settlePayment, alert }),
  })
  startDueLoop(life, {
    ...{ intervalMs: 1_000, atOnce: 5 },
    take: (limit) => reconciliations.take(limit, jittered(failedAskSeconds, random)),
    work: createReconcilePayment({
      ...{ reconciliations, ask: wallet.ask, takeAnswer, settlePayment, submitPayment, scheduleSeconds, random, now },
    }),
  })
  const refused = { add: () => {} }
  return routesOf(
    createRequestPayment({ once: keyedRequests.requestPaymentOnce, newId, nextAskSeconds, committed }),
    createReceiveWebhook({ events, payments, refused, keys: [webhookKey], now, stored: received, alert }),
  )
}

function reachMemory({ payment, chance, witness }: World, life: Life) {
  const reach = createReach({ life, chance, witness })
  return {
    payments: reach('payments', payment.payments),
    settlements: reach('settlements', payment.settlements),
    confirmations: reach('confirmations', payment.confirmations),
    reconciliations: reach('reconciliations', payment.reconciliations),
    events: reach('events', payment.events),
    keyedRequests: reach('payment-keys', payment.keyedRequests),
  }
}

function routesOf(
  requestPayment: ReturnType<typeof createRequestPayment>,
  receiveWebhook: ReturnType<typeof createReceiveWebhook>,
): Routes {
  const routes = createRoutes()
  routes.on(paymentsApi.request, async ({ params, headers, body }) =>
    stored(await requestPayment({ ...params, ...body }, headers['idempotency-key'])),
  )
  routes.on(paymentWebhookApi.receive, async (request) => {
    await receiveWebhook(request as unknown as SignedRequest)
    return { status: 204, body: undefined }
  })
  return routes
}
