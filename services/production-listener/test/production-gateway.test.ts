import { productionApi } from '@waybill/contracts'
import type { Client } from '@waybill/http-client'
import type { RequestedJob } from '@waybill/job-listener'
import { orderProcessEventOf } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createProductionGateway } from '../src/gateways/production.ts'

const { processId, order } = orderProcessEventOf().data
const job: RequestedJob = {
  ...{ processId, job: 'production', attempt: 2, idempotencyKey: `${processId}:production`, order },
  ...{ traceparent: undefined, outcome: 'paid', failureReason: undefined },
}
const { signal } = new AbortController()

/** Asks a service that answers so; returns how it ended, and what was asked. */
async function asked(answer: object) {
  const asked: unknown[] = []
  const call = async (...input: unknown[]) => {
    asked.push(input)
    return answer
  }
  const end = await createProductionGateway({ call: call as Client })(job, signal).catch((error: unknown) => error)
  return { asked, end }
}

describe('production gateway', () => {
  it('when it asks, the order goes along under the key of the job, and the reference comes back', async () => {
    const { asked: calls, end } = await asked({ status: 201, body: { processId, reference: 'PRD-1' } })
    const headers = { 'idempotency-key': `${processId}:production` }
    const body = {
      processId,
      orderId: order.id,
      orderName: 'Order-12345678',
      items: [
        { sku: 'TEA-1', name: 'Tea', quantity: 2 },
        { sku: 'CUP-1', name: 'Cup', quantity: 1 },
      ],
    }
    expect(calls).toEqual([[productionApi.create, { headers, body }, signal]])
    expect(end).toEqual({ reference: 'PRD-1' })
  })

  it('when the answer is for another process, it is a passing fault', async () => {
    const { end } = await asked({ status: 201, body: { processId: order.id, reference: 'PRD-1' } })
    expect(end).toMatchObject({ neighbour: 'production', kind: 'unreadable', fault: 'passing' })
  })

  it('when it is refused, it is a permanent fault', async () => {
    const { end } = await asked({ status: 422, body: { code: 'idempotency-key-reused' } })
    expect(end).toMatchObject({
      neighbour: 'production',
      fault: 'permanent',
      message: 'production answered 422 (idempotency-key-reused)',
    })
  })
})
