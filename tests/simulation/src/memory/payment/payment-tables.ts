import type { Currency, PaymentOutcome, PaymentStatus, WebhookStatus } from '@waybill/contracts'
import { createKeyTable } from '../idempotency-keys.ts'
import { createTable, type UndoLog } from '../table.ts'

export type PaymentRow = {
  id: string
  userId: string
  orderId: string
  checkoutId: string
  amountMinor: number
  currency: Currency
  status: PaymentStatus
  failureReason: string | null
  providerPaymentId: string | null
  flag: string | null
  acknowledgedMs: number | null
  version: number
  nextSubmitMs: number | null
  nextReconcileMs: number | null
  reconcileStep: number
  createdMs: number
  updatedMs: number
}

export type PaymentTransitionRow = {
  paymentId: string
  version: number
  from: PaymentStatus | null
  to: PaymentStatus
  cause: string
  causeId: string
}

export type ConfirmationRow = {
  paymentId: string
  outcome: PaymentOutcome
  failureReason: string | null
  occurredAt: string
  attempts: number
  nextAttemptMs: number
  applied: boolean | null
  deliveredMs: number | null
}

export type WebhookRow = {
  id: string
  provider: string
  eventId: string
  merchantReference: string | null
  body: string
  bodySha256: string
  status: WebhookStatus
  reason: string | null
  deliveries: number
  attempts: number
  nextAttemptMs: number | null
}

export type PaymentTables = ReturnType<typeof createPaymentTables>

export const isLive = ({ status }: Pick<PaymentRow, 'status'>) => status === 'submitting' || status === 'pending'
export const isWaiting = ({ status }: Pick<WebhookRow, 'status'>) =>
  status === 'received' || status === 'waiting_for_payment'

/** The tables of the payment service, with the indexes that its statements need. */
export function createPaymentTables(nowMs: () => number) {
  const log: UndoLog = { undo: undefined }
  const payments = createTable<PaymentRow>(({ id }) => id, log)
  const transitions = createTable<PaymentTransitionRow>(({ paymentId, version }) => `${paymentId} ${version}`, log)
  const confirmations = createTable<ConfirmationRow>(({ paymentId }) => paymentId, log)
  const events = createTable<WebhookRow>(({ id }) => id, log)
  return {
    nowMs,
    payments: {
      ...payments,
      live: payments.open(isLive),
      submitting: payments.open(({ status }) => status === 'submitting'),
      ofCheckout: payments.index(({ checkoutId }) => checkoutId),
      ofOrder: payments.index(({ orderId }) => orderId),
    },
    transitions: { ...transitions, ofPayment: transitions.index(({ paymentId }) => paymentId) },
    confirmations: { ...confirmations, undelivered: confirmations.open(({ deliveredMs }) => deliveredMs === null) },
    events: {
      ...events,
      waiting: events.open(isWaiting),
      ofProvider: events.index(({ provider, eventId }) => `${provider} ${eventId}`),
    },
    keys: createKeyTable(log),
  }
}
