import type { PaymentWebhookEvent, WalletPayment } from '@waybill/contracts'

/** The body of a webhook as it is signed and sent. */
export function webhookBody(
  payment: WalletPayment,
  type: string,
  timestamp: string,
  failureReason: string | null,
): string {
  const { paymentRequestId, merchantReference, amountMinor, currency } = payment
  const data: PaymentWebhookEvent['data'] = { paymentRequestId, merchantReference, amountMinor, currency }
  const reason = type === 'payment.failed' ? { failureReason: failureReason ?? 'declined' } : {}
  return JSON.stringify({ type, timestamp, data: { ...data, ...reason } })
}
