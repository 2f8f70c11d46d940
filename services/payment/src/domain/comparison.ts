import type { PaymentSummary } from '@waybill/contracts'
import { mismatchOf } from './provider-answer.ts'

export type ListedPayment = {
  merchantReference: string
  amountMinor: number
  currency: string
  status: 'undecided' | 'succeeded' | 'failed'
}

/** How a payment in the provider's list differs from ours; nothing when both have the same money or none. */
export function differenceOf(ours: PaymentSummary | undefined, theirs: ListedPayment): string | undefined {
  if (!ours) return 'the provider has a payment that we do not know'
  const mismatch = mismatchOf(ours, theirs)
  if (mismatch) return mismatch
  const isSameSuccess = (ours.status === 'succeeded') === (theirs.status === 'succeeded')
  return isSameSuccess ? undefined : `${theirs.status} there, ${ours.status} here`
}
