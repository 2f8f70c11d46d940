import { type Ending, isKeptRefusal, type StoredAnswer } from '@waybill/idempotency'
import type { OwnedCheckout } from '../repositories/keyed-requests.ts'
import type { RunCheckout } from './run-checkout.ts'

export type CheckoutRequest = { userId: string; orderId: string; idempotencyKey: string | undefined }

type Deps = {
  runCheckout: RunCheckout
  claimKey: (request: CheckoutRequest & { idempotencyKey: string }) => Promise<OwnedCheckout | StoredAnswer>
  /** Keeps the ending and gives it as the answer: a refusal is thrown. */
  completeKey: (owned: OwnedCheckout, ending: Ending) => Promise<StoredAnswer>
  /** Gives the key up, so that a repeat need not wait. */
  releaseKey: (owned: OwnedCheckout) => Promise<void>
}

type OwnedDeps = Pick<Deps, 'runCheckout' | 'completeKey' | 'releaseKey'>

/**
 * Asks for payment of an order. With an idempotency key: the same key and request, the same answer again, whatever happened to
 * the process that began it; a refusal is kept like any answer, a failure of ours is not.
 */
export function createCheckoutOrder(deps: Deps) {
  return async (request: CheckoutRequest): Promise<StoredAnswer> => {
    const { userId, orderId, idempotencyKey } = request
    if (idempotencyKey === undefined) {
      const accepted = await deps.runCheckout({ userId, orderId, run: undefined, startedAttempt: null })
      return { status: 202, body: JSON.stringify(accepted), replayed: false }
    }
    const claimed = await deps.claimKey({ userId, orderId, idempotencyKey })
    return 'fence' in claimed ? createRunOwned(deps)(claimed) : claimed
  }
}

export type CheckoutOrder = ReturnType<typeof createCheckoutOrder>

/** Runs a checkout under a key that is owned, to its kept answer: what a first request and the sweeper have in common. */
export function createRunOwned({ runCheckout, completeKey, releaseKey }: OwnedDeps) {
  return async (owned: OwnedCheckout): Promise<StoredAnswer> => {
    const { userId, orderId, startedAttempt } = owned
    try {
      const accepted = runCheckout({ userId, orderId, run: owned, startedAttempt })
      return await completeKey(owned, await accepted.then(asAnswer, asKeptRefusal))
    } catch (error) {
      if (!isKeptRefusal(error)) await releaseKey(owned).catch(() => {}) // else it ends by itself, with its lock
      throw error
    }
  }
}

const asAnswer = (accepted: object): Ending => ({ status: 202, body: JSON.stringify(accepted) })

function asKeptRefusal(error: unknown): Ending {
  if (isKeptRefusal(error)) return { refusal: error }
  throw error
}
