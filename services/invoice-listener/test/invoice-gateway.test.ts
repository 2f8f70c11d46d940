import { invoiceApi } from '@waybill/contracts'
import type { Client } from '@waybill/http-client'
import type { RequestedJob } from '@waybill/job-listener'
import { orderProcessEventOf } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createInvoiceGateway } from '../src/gateways/invoice.ts'

const { processId, order } = orderProcessEventOf().data
const job: RequestedJob = {
  ...{ processId, job: 'invoice', attempt: 2, idempotencyKey: `${processId}:invoice`, order },
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
  const end = await createInvoiceGateway({ call: call as Client })(job, signal).catch((error: unknown) => error)
  return { asked, end }
}

describe('invoice gateway', () => {
  it('when it asks, the order goes along under the key of the job, and the reference comes back', async () => {
    const { asked: calls, end } = await asked({ status: 201, body: { processId, reference: 'INV-1' } })
    const headers = { 'idempotency-key': `${processId}:invoice` }
    const body = {
      processId,
      orderId: order.id,
      orderName: 'Order-12345678',
      customerName: 'Åsa 🎈',
      currency: 'EUR',
      totalMinor: 2_599,
      items: [
        { sku: 'TEA-1', name: 'Tea', quantity: 2, unitPriceMinor: 1_000 },
        { sku: 'CUP-1', name: 'Cup', quantity: 1, unitPriceMinor: 599 },
      ],
    }
    expect(calls).toEqual([[invoiceApi.create, { headers, body }, signal]])
    expect(end).toEqual({ reference: 'INV-1' })
  })

  it('when the answer is for another process, it is a passing fault', async () => {
    const { end } = await asked({ status: 201, body: { processId: order.id, reference: 'INV-1' } })
    expect(end).toMatchObject({ neighbour: 'invoice', kind: 'unreadable', fault: 'passing' })
  })

  it('when it is refused, it is a permanent fault', async () => {
    const { end } = await asked({ status: 422, body: { code: 'idempotency-key-reused' } })
    expect(end).toMatchObject({
      neighbour: 'invoice',
      fault: 'permanent',
      message: 'invoice answered 422 (idempotency-key-reused)',
    })
  })
})
