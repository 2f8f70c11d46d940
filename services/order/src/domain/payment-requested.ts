/** What became of a request for payment. `unknown`: payment may or may not have taken it, so it must be asked again by the same key. */
export type PaymentRequested =
  | { kind: 'accepted'; paymentId: string; status: string }
  | { kind: 'refused'; code: string }
  | { kind: 'unknown'; retryAfterMs?: number }
