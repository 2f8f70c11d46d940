import type { OrderStatus } from '@waybill/contracts'
import { AppError } from '@waybill/errors'

/** The same for an order of another user, so that nobody learns which orders exist. */
export const orderNotFound = () => new AppError('not-found', 'order-not-found', 'This user has no such order')

export const processNotFound = () => new AppError('not-found', 'process-not-found', 'There is no such order process')

export const jobNotFound = () => new AppError('not-found', 'job-not-found', 'This order process has no such job')

/** Why an order in this state cannot be checked out. */
export function notPayable(status: OrderStatus): AppError {
  return status === 'payment_pending'
    ? new AppError('conflict', 'payment-in-progress', 'A payment of this order is in progress')
    : new AppError('conflict', 'order-not-payable', `The order is ${status} and cannot be checked out`)
}

export const paymentRefused = () =>
  new AppError('conflict', 'payment-refused', 'The payment was refused; the order can be checked out again')

export const tooManyStreamsOfUser = (limit: number) =>
  new AppError('too-many', 'too-many-streams', `A user may follow orders by ${limit} streams at a time`, {
    retryAfterSeconds: 10,
  })

export const tooManyStreams = () =>
  new AppError('unavailable', 'streams-full', 'Too many orders are being followed at the moment', {
    retryAfterSeconds: 10,
  })
