import type { PaymentSummary } from '@waybill/contracts'
import type { Settlement, Settlements } from '../repositories/settlements.ts'

export type PaymentEnd = Pick<
  Settlement,
  'to' | 'providerPaymentId' | 'failureReason' | 'occurredAt' | 'cause' | 'causeId'
> & { webhookEventId?: string; ifVersion?: number }

type Deps = { settlements: Pick<Settlements, 'settle'>; settled: () => void }

/**
 * The one place where a payment ends, whoever brings the news: webhook, reconciler or submitter. The move, what order must be
 * told and the event are one statement. False when the payment has already ended, or is not of that version any more.
 */
export function createSettlePayment({ settlements, settled }: Deps) {
  return async (payment: PaymentSummary, end: PaymentEnd): Promise<boolean> => {
    const { id, amountMinor, currency } = payment
    const { webhookEventId = null, ifVersion = null, ...rest } = end
    const moved = await settlements.settle({ paymentId: id, amountMinor, currency, webhookEventId, ifVersion, ...rest })
    if (moved) settled()
    return moved
  }
}

export type SettlePayment = ReturnType<typeof createSettlePayment>
