import { emailsApi } from '@waybill/contracts'
import type { Client } from '@waybill/http-client'
import type { RequestedJob } from '@waybill/job-listener'
import { orderProcessEventOf } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createNotificationGateway } from '../src/gateways/notification.ts'

const { processId, order } = orderProcessEventOf().data
const { signal } = new AbortController()

/** Asks a service that answers so; returns how it ended, and what was asked. */
async function asked(job: Pick<RequestedJob, 'outcome' | 'failureReason'>, answer: object = accepted) {
  const asked: unknown[] = []
  const call = async (...input: unknown[]) => {
    asked.push(input)
    return answer
  }
  const key = { processId, job: 'notification' as const, attempt: 3, idempotencyKey: `${processId}:notification` }
  const doJob = createNotificationGateway({ call: call as Client })
  const end = await doJob({ ...key, order, traceparent: undefined, ...job }, signal).catch((error: unknown) => error)
  return { asked, end }
}

const accepted = { status: 202, body: { emailId: order.id, status: 'queued' } }
const envelope = { orderId: order.id, processId, attempt: 3, to: 'asa@example.test' }
const data = {
  ...{ orderName: 'Order-12345678', customerName: 'Åsa 🎈', currency: 'EUR', totalMinor: 2_599 },
  items: [
    { name: 'Tea', quantity: 2, unitPriceMinor: 1_000 },
    { name: 'Cup', quantity: 1, unitPriceMinor: 599 },
  ],
}
const request = {
  params: { userId: order.userId },
  headers: { 'idempotency-key': `${processId}:notification` },
}

describe('notification gateway', () => {
  it('when the order is paid, it asks for that e-mail, and leaves the end of the job to notification', async () => {
    const { asked: calls, end } = await asked({ outcome: 'paid', failureReason: undefined })
    expect(calls).toEqual([
      [emailsApi.send, { ...request, body: { ...envelope, template: 'order-paid', data } }, signal],
    ])
    expect(end).toEqual({ reference: undefined })
  })

  it.each([
    ['with a reason', 'card-declined', { ...data, failureReason: 'card-declined' }],
    ['without a reason', undefined, data],
  ])('when the payment failed %s, it asks for that e-mail', async (_, failureReason, expected) => {
    const { asked: calls } = await asked({ outcome: 'payment-failed', failureReason })
    const body = { ...envelope, template: 'payment-failed', data: expected }
    expect(calls).toEqual([[emailsApi.send, { ...request, body }, signal]])
  })

  it('when it is refused, it is a permanent fault', async () => {
    const refusal = { status: 400, body: { code: 'invalid-request' } }
    const { end } = await asked({ outcome: 'paid', failureReason: undefined }, refusal)
    expect(end).toMatchObject({ neighbour: 'notification', fault: 'permanent', status: 400, code: 'invalid-request' })
  })
})
