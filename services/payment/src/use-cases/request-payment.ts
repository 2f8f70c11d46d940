import type { Currency, PaymentAccepted, PaymentSummary } from '@waybill/contracts'
import { checkoutReused, paymentLive } from '../domain/refusals.ts'
import type { Payments } from '../repositories/payments.ts'

export type PaymentRequest = {
  userId: string
  orderId: string
  checkoutId: string
  amountMinor: number
  currency: Currency
}
export type StoredAnswer = { status: number; body: string; replayed: boolean }
type Store = Pick<Payments, 'insert' | 'findByCheckout'>

type Deps = {
  /** Runs the work once per key; what it writes, and what it answers or refuses, are kept in one transaction. */
  once: (
    keyed: { userId: string; idempotencyKey: string; request: PaymentRequest },
    work: (payments: Store) => Promise<{ status: number; body: string }>,
  ) => Promise<StoredAnswer>
  newId: () => string
  nextAskSeconds: () => number
  committed: () => void
}

/** Accepts a payment once per key. It is committed before it is answered, and submitted to the provider after. */
export function createRequestPayment(deps: Deps) {
  return async (request: PaymentRequest, idempotencyKey: string): Promise<StoredAnswer> => {
    const answer = await deps.once({ userId: request.userId, idempotencyKey, request }, async (payments) => {
      const payment = await insertOrFind(request, payments, deps)
      const accepted: PaymentAccepted = { paymentId: payment.id, status: payment.status }
      return { status: 202, body: JSON.stringify(accepted) }
    })
    deps.committed()
    return answer
  }
}

export type RequestPayment = ReturnType<typeof createRequestPayment>

async function insertOrFind(request: PaymentRequest, payments: Store, deps: Deps): Promise<PaymentSummary> {
  const firstAskSeconds = deps.nextAskSeconds()
  const inserted = await payments.insert({ ...request, id: deps.newId(), firstAskSeconds })
  if (inserted) return inserted
  const existing = await payments.findByCheckout(request.checkoutId)
  if (!existing) throw paymentLive()
  if (!isSame(existing, request)) throw checkoutReused()
  return existing
}

const isSame = (payment: PaymentSummary, request: PaymentRequest) =>
  (['userId', 'orderId', 'amountMinor', 'currency'] as const).every((field) => payment[field] === request[field])
