import type { PaymentDetails } from '@waybill/contracts'
import { paymentNotFound } from '../domain/refusals.ts'
import type { Operations } from '../repositories/operations.ts'

/** The payment with its history. */
export function createGetPayment(deps: { operations: Pick<Operations, 'details'> }) {
  return async (userId: string, paymentId: string): Promise<PaymentDetails> => {
    const payment = await deps.operations.details(userId, paymentId)
    if (!payment) throw paymentNotFound()
    return payment
  }
}

export type GetPayment = ReturnType<typeof createGetPayment>
