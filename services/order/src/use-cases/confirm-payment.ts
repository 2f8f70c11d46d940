import type { PaymentConfirmed, PaymentOutcome } from '@waybill/contracts'
import { processStarted } from '../domain/announcement.ts'
import { nextLookSeconds } from '../domain/job.ts'
import { jobsFor } from '../domain/process.ts'
import { orderNotFound } from '../domain/refusals.ts'
import type { Orders } from '../repositories/orders.ts'
import type { PaymentFacts } from '../repositories/payment-facts.ts'

export type PaymentEnded = {
  userId: string
  orderId: string
  checkoutId: string
  paymentId: string | null
  outcome: PaymentOutcome | 'refused'
  failureReason: string | null
}

type Deps = {
  facts: PaymentFacts
  orders: Pick<Orders, 'find'>
  newId: () => string
  now: () => Date
  traceparent: () => string | undefined
  announced: () => void
}

/**
 * The payment of an order has ended: the order moves and its process starts, together or not at all. The same fact twice is
 * one fact. A fact that the order can no longer take changes nothing and is answered as not applied.
 */
export function createConfirmPayment(deps: Deps) {
  return async (ended: PaymentEnded): Promise<PaymentConfirmed> => {
    const order = await deps.facts.announcedOrder(ended.userId, ended.orderId)
    if (!order) throw orderNotFound()
    const status = await deps.facts.apply({ ...ended, ...startOf(ended, order, deps) })
    if (status) {
      deps.announced()
      return { orderId: ended.orderId, status, applied: true }
    }
    return { ...(await currentState(ended, deps)), applied: await wasApplied(ended, deps) }
  }
}

export type ConfirmPayment = ReturnType<typeof createConfirmPayment>

type AnnouncedOrder = NonNullable<Awaited<ReturnType<PaymentFacts['announcedOrder']>>>

function startOf(ended: PaymentEnded, order: AnnouncedOrder, { newId, now, traceparent }: Deps) {
  const outcome: PaymentOutcome = ended.outcome === 'succeeded' ? 'succeeded' : 'failed'
  const processId = newId()
  const jobs = jobsFor(outcome)
  const event = processStarted({
    eventId: newId(),
    time: now().toISOString(),
    processId,
    outcome,
    failureReason: ended.failureReason,
    order,
    jobs: jobs.map((job) => ({ job, attempt: 1 })),
    traceparent: traceparent(),
  })
  return { processId, jobs, deadlineSeconds: nextLookSeconds('queued', 1, null) ?? 0, event }
}

async function currentState({ userId, orderId }: PaymentEnded, { orders }: Deps) {
  const order = await orders.find(userId, orderId)
  if (!order) throw orderNotFound()
  return { orderId, status: order.status }
}

async function wasApplied({ paymentId, outcome, ...ended }: PaymentEnded, { facts }: Deps): Promise<boolean> {
  return paymentId !== null && outcome !== 'refused' && facts.isApplied({ ...ended, paymentId, outcome })
}
