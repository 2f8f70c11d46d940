import { requestHash } from '@waybill/idempotency'
import type { createKeyedRequests } from '../../../../../services/payment/src/repositories/keyed-requests.ts'
import { createKeysInMemory } from '../idempotency-keys.ts'
import { createConfirmationsInMemory } from './confirmations.ts'
import { createPaymentTables } from './payment-tables.ts'
import { createPaymentsInMemory } from './payments.ts'
import { createReconciliationsInMemory } from './reconciliations.ts'
import { createSettlementsInMemory } from './settlements.ts'
import { createWebhookEventsInMemory } from './webhook-events.ts'

export type PaymentMemory = ReturnType<typeof createPaymentMemory>
type KeyedRequests = ReturnType<typeof createKeyedRequests>

/** The payment service's database: its tables and its repositories over them. Each call is atomic, as its statement is. */
export function createPaymentMemory(nowMs: () => number, newId: () => string) {
  const tables = createPaymentTables(nowMs)
  const keys = createKeysInMemory(tables.keys, nowMs)
  const payments = createPaymentsInMemory(tables)
  const keyedRequests: KeyedRequests = {
    requestPaymentOnce({ userId, idempotencyKey, request }, work) {
      const keyed = { scope: `u:${userId}`, key: idempotencyKey, methodPath: 'POST payments', request: {} }
      return keys.once({ ...keyed, requestHash: requestHash(request) }, () => work(payments))
    },
  }
  return {
    ...{ tables, payments, keyedRequests },
    settlements: createSettlementsInMemory(tables),
    confirmations: createConfirmationsInMemory(tables),
    reconciliations: createReconciliationsInMemory(tables),
    events: createWebhookEventsInMemory(tables, newId),
  }
}
