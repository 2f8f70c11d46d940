import {
  type Ending,
  type IdempotencyKeys,
  type KeyRun,
  type OwnedKey,
  requestHash,
  type StoredAnswer,
} from '@waybill/idempotency'
import type { Orders } from './orders.ts'

type CheckoutRequest = { userId: string; orderId: string; idempotencyKey: string }
type CreateKey = { userId: string; idempotencyKey: string; request: unknown }

/** A checkout whose key this run owns: `startedAttempt` is what an earlier run under it has already begun. */
export type OwnedCheckout = KeyRun & { userId: string; orderId: string; startedAttempt: string | null }

type Deps = {
  keys: Pick<IdempotencyKeys, 'claim' | 'takeOver' | 'finish' | 'release' | 'once'>
  orders: Pick<Orders, 'insert'>
}

/** What the order service keeps under idempotency keys. A key belongs to its user. */
export function createKeyedRequests({ keys, orders }: Deps) {
  return {
    /** The key of a checkout, owned by this run; or the answer that is kept. */
    async claimCheckout({ userId, orderId, idempotencyKey }: CheckoutRequest): Promise<OwnedCheckout | StoredAnswer> {
      const request = { userId, orderId }
      const claimed = await keys.claim({
        ...{ scope: `u:${userId}`, key: idempotencyKey, methodPath: 'POST checkout', request },
        requestHash: requestHash(request),
      })
      return 'fence' in claimed ? toCheckout(claimed) : claimed
    },

    /** Checkouts whose run has died, each owned by this run from now on. */
    async takeOverCheckouts(limit: number): Promise<OwnedCheckout[]> {
      return (await keys.takeOver(limit)).map(toCheckout)
    },

    completeCheckout(owned: OwnedCheckout, ending: Ending): Promise<StoredAnswer> {
      return keys.finish(owned, ending)
    },

    releaseCheckout(owned: OwnedCheckout): Promise<void> {
      return keys.release(owned)
    },

    /** Inserts the order and keeps the answer in one transaction, once for each key. */
    insertOrderOnce(order: Parameters<Orders['insert']>[0], { userId, idempotencyKey, request }: CreateKey) {
      const keyed = {
        ...{ scope: `u:${userId}`, key: idempotencyKey, methodPath: 'POST orders', request: { userId } },
        requestHash: requestHash(request),
      }
      return keys.once(keyed, async (trx) => ({ status: 201, body: JSON.stringify(await orders.insert(order, trx)) }))
    },
  }
}

function toCheckout({ scope, key, fence, recoveryPoint, request }: OwnedKey): OwnedCheckout {
  const { userId, orderId } = request as { userId: string; orderId: string }
  return { scope, key, fence, userId, orderId, startedAttempt: recoveryPoint }
}
