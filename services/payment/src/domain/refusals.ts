import type { WebhookStatus } from '@waybill/contracts'
import { AppError } from '@waybill/errors'

/** The same for a payment of another user, so that nobody learns which payments exist. */
export const paymentNotFound = () => new AppError('not-found', 'payment-not-found', 'This user has no such payment')

export const webhookNotFound = () => new AppError('not-found', 'webhook-not-found', 'There is no such webhook event')

export const paymentLive = () =>
  new AppError('conflict', 'payment-live', 'The order already has a payment that is not over, or that has succeeded')

export const checkoutReused = () =>
  new AppError('conflict', 'checkout-reused', 'This checkout has a payment with another order or amount')

export const badSignature = () => new AppError('unauthorized', 'invalid-signature', 'The signature is not valid')

export const invalidEvent = () => new AppError('invalid', 'invalid-event', 'The signed body is not an event of ours')

export const paymentNotFlagged = () =>
  new AppError('conflict', 'payment-not-flagged', 'The payment is not flagged, or already acknowledged')

export const webhookNotOpen = (status: WebhookStatus) =>
  new AppError('conflict', 'webhook-not-open', `The event is ${status}`)
