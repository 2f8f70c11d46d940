import type { JobType } from '@waybill/contracts'
import type { OrderFixture } from './order-fixture.ts'

export type PaidOrder = { userId: string; orderId: string; processId: string }

/** An order that is paid, with its process. */
export async function createPaidOrder(order: OrderFixture): Promise<PaidOrder> {
  const placed = await order.createOrder()
  const { body } = await order.call('POST', `/api/v1/users/${placed.userId}/orders/${placed.orderId}/checkout`)
  const asked = order.payment.requests.find((request) => request.body.orderId === placed.orderId)
  const fact = {
    ...{ paymentId: body.payment.id, checkoutId: asked?.key, outcome: 'succeeded' },
    occurredAt: '2026-01-01T00:00:00.000Z',
  }
  const path = `/api/internal/v1/users/${placed.userId}/orders/${placed.orderId}`
  await order.call('POST', `${path}/confirm-payment`, { body: fact })
  const { processes } = (await order.call('GET', path)).body
  return { ...placed, processId: processes[0].id }
}

/** A listener's report. */
export const report = (order: OrderFixture, processId: string, body: Record<string, unknown>) =>
  order.call('POST', `/api/internal/v1/orderprocesses/${processId}/status`, { body })

export const readProcess = async (order: OrderFixture, processId: string) =>
  (await order.call('GET', `/api/internal/v1/orderprocesses/${processId}`)).body

export async function jobOf(order: OrderFixture, processId: string, job: JobType) {
  const { jobs } = await readProcess(order, processId)
  return jobs.find((each: { job: JobType }) => each.job === job)
}

/** Fails a job for good, as a listener reports it after its last try. */
export const failJob = (order: OrderFixture, processId: string, job: JobType, fault = 'permanent', attempt = 1) =>
  report(order, processId, { job, status: 'failed', attempt, fault, note: 'receive 5: invoice answered 500' })
