import { jobType, type OrderDetails } from '@waybill/contracts'

type Versioned = { version: number }

/** The newer of what is known and what arrived; answers may arrive in another order than they were made. Throws without either. */
export function newer<T extends Versioned>(known: T | undefined, arrived: T | undefined): T {
  if (known && arrived) return arrived.version >= known.version ? arrived : known
  const only = known ?? arrived
  if (!only) throw new Error('an order that is not known cannot be unchanged')
  return only
}

/** True when an event tells of more than what is known. */
export const isNews = (known: Versioned | undefined, changed: Versioned): boolean =>
  !known || changed.version > known.version

/** True while something is expected to happen to the order without anybody's doing. */
export function stillMoves(order: Pick<OrderDetails, 'status' | 'timeline'> | undefined): boolean {
  if (order?.status === 'payment_pending') return true
  if (order?.status === 'paid') return !jobType.options.every((job) => isDone(order, job))
  return order?.status === 'payment_failed' && !isDone(order, 'notification')
}

function isDone({ timeline }: Pick<OrderDetails, 'timeline'>, job: string): boolean {
  const processId = timeline.findLast((entry) => entry.kind === 'job')?.processId
  return timeline.some(
    (entry) =>
      entry.kind === 'job' && entry.job === job && entry.processId === processId && entry.status === 'succeeded',
  )
}
