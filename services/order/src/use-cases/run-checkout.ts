import type { CheckoutAccepted } from '@waybill/contracts'
import type { KeyRun } from '@waybill/idempotency'
import { statesBefore } from '../domain/order.ts'
import { notPayable, orderNotFound } from '../domain/refusals.ts'
import type { Attempt, Checkouts } from '../repositories/checkouts.ts'
import type { Orders } from '../repositories/orders.ts'
import type { SettleAttempt } from './settle-attempt.ts'

export type CheckoutRun = {
  userId: string
  orderId: string
  /** The idempotency key under which it runs, if there is one. */
  run: KeyRun | undefined
  /** The attempt that an earlier run under the same key has already started. */
  startedAttempt: string | null
}

type Deps = {
  checkouts: Pick<Checkouts, 'start' | 'find'>
  orders: Pick<Orders, 'find'>
  settleAttempt: SettleAttempt
  newId: () => string
}

/** Starts an attempt, or goes on with the one that an earlier run started, and asks for its payment. */
export function createRunCheckout(deps: Deps) {
  return async (checkout: CheckoutRun): Promise<CheckoutAccepted> => {
    const started = checkout.startedAttempt ? await deps.checkouts.find(checkout.startedAttempt) : undefined
    return deps.settleAttempt(started ?? (await start(checkout, deps)))
  }
}

export type RunCheckout = ReturnType<typeof createRunCheckout>

async function start({ userId, orderId, run }: CheckoutRun, deps: Deps): Promise<Attempt> {
  const checkoutId = deps.newId()
  const attempt = await deps.checkouts.start({ checkoutId, userId, orderId, run }).catch(async (error: unknown) => {
    // A connection that broke tells nothing of its COMMIT: only the row does.
    return (await deps.checkouts.find(checkoutId)) ?? Promise.reject(error)
  })
  if (attempt) return attempt
  const order = await deps.orders.find(userId, orderId)
  if (!order) throw orderNotFound()
  throw statesBefore('payment_pending').includes(order.status) ? lostTheRace() : notPayable(order.status)
}

/** The order could be paid a moment ago and can be now, but not in between: another run has it, and its end decides. */
const lostTheRace = () => notPayable('payment_pending')
