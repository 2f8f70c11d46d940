import type { PaymentOutcome } from '@waybill/contracts'

/** What the provider says of one of our payments, asked by its reference or answering our request. */
export type ProviderAnswer =
  | { kind: 'none' }
  | { kind: 'undecided'; providerPaymentId: string }
  | {
      kind: 'decided'
      providerPaymentId: string
      outcome: PaymentOutcome
      failureReason: string | null
      decidedAt: string
    }
  /** The provider's payment of this reference has another amount or currency than ours. */
  | { kind: 'mismatch'; detail: string }
  /** Nothing that can be relied on: a request may have been taken, an ask was not answered. It may ask to be left alone. */
  | { kind: 'unknown'; retryAfterMs?: number }

/** What became of a request at the provider. A conflict says that a request like it is under way or was there before. */
export type Submitted = ProviderAnswer | { kind: 'refused'; code: string; isConflict: boolean }

type Money = { amountMinor: number; currency: string }

/** Why another party's figures are not those of our payment; nothing when they are. */
export function mismatchOf(ours: Money, theirs: Money): string | undefined {
  if (ours.amountMinor === theirs.amountMinor && ours.currency === theirs.currency) return undefined
  return `${theirs.amountMinor} ${theirs.currency} instead of ${ours.amountMinor} ${ours.currency}`
}
