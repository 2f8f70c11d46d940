import { type IdempotencyKeys, requestHash, type StoredAnswer } from '@waybill/idempotency'
import { createPayments, type Payments } from './payments.ts'

type Keyed = { userId: string; idempotencyKey: string; request: unknown }

/** What the payment service keeps under idempotency keys. A key belongs to its user. */
export function createKeyedRequests({ keys }: { keys: IdempotencyKeys }) {
  return {
    /** Runs the work once per key: what it writes and the answer that is kept are one transaction. */
    requestPaymentOnce(
      { userId, idempotencyKey, request }: Keyed,
      work: (payments: Payments) => Promise<{ status: number; body: string }>,
    ): Promise<StoredAnswer> {
      const keyed = { scope: `u:${userId}`, key: idempotencyKey, methodPath: 'POST payments', request: {} }
      return keys.once({ ...keyed, requestHash: requestHash(request) }, (trx) => work(createPayments(trx)))
    },
  }
}
