import type { PaymentSummary } from '@waybill/contracts'
import { paymentNotFlagged, paymentNotFound } from '../domain/refusals.ts'
import type { Operations } from '../repositories/operations.ts'
import type { Payments } from '../repositories/payments.ts'

export type AcknowledgeRequest = { paymentId: string; operator: string; reason: string }

type Deps = { operations: Pick<Operations, 'acknowledge'>; payments: Pick<Payments, 'find'>; newId: () => string }

/** An operator has seen to money that does not fit its order. Once: of two at a time, one is told that it is done. */
export function createAcknowledgePayment({ operations, payments, newId }: Deps) {
  return async ({ paymentId, operator, reason }: AcknowledgeRequest): Promise<PaymentSummary> => {
    const acknowledged = await operations.acknowledge(paymentId, { id: newId(), operator, reason })
    if (acknowledged) return acknowledged
    if (!(await payments.find(paymentId))) throw paymentNotFound()
    throw paymentNotFlagged()
  }
}

export type AcknowledgePayment = ReturnType<typeof createAcknowledgePayment>
