import type { WalletPayment, WalletPaymentRequest } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { type Outcome, outcomeOf } from '../domain/outcome.ts'
import type { Intake, Store } from '../repositories/intake.ts'
import type { KnownPayment, Payments } from '../repositories/payments.ts'
import type { Webhooks } from '../repositories/webhooks.ts'
import type { DecidePayment } from './decide-payment.ts'
import type { DeliverWebhook } from './deliver-webhook.ts'

type Deps = {
  /** Runs the work in one transaction, for each reference one at a time. */
  intake: Intake
  webhooks: Pick<Webhooks, 'takeUntried'>
  decidePayment: DecidePayment
  deliverWebhook: DeliverWebhook
  byDefault: Outcome
  decideAfterMs: () => number
  newId: () => string
}

type Taken = { payment: KnownPayment; isNew: boolean }

/** Takes a payment once per key and once per reference. Another request under a used key or reference is refused. */
export function createCreatePaymentRequest(deps: Deps) {
  return async (request: WalletPaymentRequest, idempotencyKey: string): Promise<WalletPayment> => {
    const taken = await deps.intake(request.merchantReference, (store) => take(request, idempotencyKey, store, deps))
    if (taken === 'fails') throw new Error('a scenario wants this request to fail')
    const { payment, isNew } = taken
    refuseOther(payment, request, idempotencyKey)
    if (payment.scenario === 'early' && isNew) await tellBeforeTheAnswer(payment, deps)
    return shown(payment)
  }
}

export type CreatePaymentRequest = ReturnType<typeof createCreatePaymentRequest>

async function take(
  request: WalletPaymentRequest,
  idempotencyKey: string,
  { payments, scenarios }: Store,
  { byDefault, decideAfterMs, newId }: Deps,
): Promise<Taken | 'fails'> {
  const { merchantReference, amountMinor } = request
  const known = await payments.findKnown(idempotencyKey, merchantReference)
  if (known) return { payment: known, isNew: false }
  const failedTurn = await scenarios.failedTurn(merchantReference)
  const turn = failedTurn ?? (await scenarios.take(request))
  if (turn?.scenario === 'error-then-success' && !failedTurn) {
    await scenarios.fail(merchantReference, turn)
    return 'fails'
  }
  const outcome = turn?.outcome ?? outcomeOf(amountMinor, byDefault)
  const planned = { outcome, scenario: turn?.scenario ?? null, decideAfterMs: decideAfterMs() }
  const payment = await payments.insert({ ...request, ...planned, id: newId(), idempotencyKey })
  return payment ? { payment, isNew: true } : { payment: await keyHolder(idempotencyKey, payments), isNew: false }
}

/** Somebody was quicker with the same key for another reference. */
async function keyHolder(idempotencyKey: string, payments: Payments): Promise<KnownPayment> {
  const holder = await payments.findKnown(idempotencyKey, '')
  if (!holder) throw new Error('a payment that was there is gone')
  return holder
}

async function tellBeforeTheAnswer(payment: KnownPayment, deps: Deps): Promise<void> {
  await deps.decidePayment(payment)
  const untried = await deps.webhooks.takeUntried(payment.paymentRequestId)
  await Promise.all(untried.map(deps.deliverWebhook))
}

function refuseOther(payment: KnownPayment, request: WalletPaymentRequest, idempotencyKey: string): void {
  const fields = ['merchantReference', 'amountMinor', 'currency'] as const
  if (payment.idempotencyKey !== idempotencyKey) {
    throw new AppError('conflict', 'reference-used', 'This merchantReference already has a payment under another key')
  }
  if (!fields.every((field) => payment[field] === request[field])) {
    throw new AppError('unprocessable', 'idempotency-key-reused', 'This key was used for another request')
  }
}

function shown({ idempotencyKey: _, scenario: __, outcome: ___, ...payment }: KnownPayment): WalletPayment {
  return payment
}
