import {
  emailsApi,
  eWalletApi,
  invoiceApi,
  orderProcessesApi,
  ordersInternalApi,
  paymentsApi,
  productionApi,
} from '@waybill/contracts'
import { createNeighbour } from '@waybill/http-client'
import { lanesOfMisbehaviours, openNeighbour, orderProcessEventOf, wiremockAddress } from '@waybill/test-kit'
import { beforeAll, describe, expect, inject, it } from 'vitest'

const { processId, order } = orderProcessEventOf().data
const { id: orderId, userId } = order
const headers = { 'idempotency-key': 'a-key-of-this-test' }
const money = { amountMinor: 4_999, currency: 'EUR' as const }
const [item] = order.items
const items = item ? [item] : []
const data = {
  orderName: 'Tea',
  customerName: 'Åsa',
  currency: 'EUR' as const,
  totalMinor: 4_999,
  items: [{ name: 'Tea', quantity: 1, unitPriceMinor: 4_999 }],
}

describe.skipIf(!inject('wiremockUrl'))('the mappings, as Compose and people use them', () => {
  let url = ''
  beforeAll(async () => {
    url = await wiremockAddress()
  })

  const callAt = (path: string) =>
    createNeighbour({
      ...{ neighbour: 'it', baseUrl: url + path, now: () => new Date(), monotonicMs: () => 0, random: () => 0 },
      budget: { tries: 1, attemptTimeoutMs: 10_000, totalTimeoutMs: 10_000, concurrent: 10 },
    }).call

  it("when nothing is said of misbehaviour, every answer is the contract's and about what was asked", async () => {
    const call = callAt('')
    const paid = {
      processId,
      orderId,
      orderName: 'Tea',
      items: items.map(({ sku, name, quantity }) => ({ sku, name, quantity })),
    }
    const invoiced = { ...paid, customerName: 'Åsa', currency: 'EUR' as const, totalMinor: 4_999, items }
    const email = { orderId, processId, attempt: 1, to: 'asa@example.test', template: 'order-paid' as const, data }
    const fact = {
      paymentId: processId,
      checkoutId: orderId,
      outcome: 'failed' as const,
      occurredAt: '2026-01-01T10:00:00Z',
    }
    const report = { job: 'invoice' as const, attempt: 2, status: 'running' as const }
    expect(
      await Promise.all([
        call(eWalletApi.request, { headers, body: { merchantReference: orderId, ...money } }),
        call(eWalletApi.find, { query: { merchantReference: orderId } }),
        call(eWalletApi.find, { query: { createdFrom: '2026-01-01T10:00:00Z' } }),
        call(paymentsApi.request, { params: { userId }, headers, body: { orderId, checkoutId: processId, ...money } }),
        call(ordersInternalApi.confirmPayment, { params: { userId, orderId }, body: fact }),
        call(orderProcessesApi.reportStatus, { params: { processId }, body: report }),
        call(productionApi.create, { headers, body: paid }),
        call(invoiceApi.create, { headers, body: invoiced }),
        call(emailsApi.send, { params: { userId }, headers, body: email }),
      ]),
    ).toMatchObject([
      { status: 202, body: { merchantReference: orderId, ...money, status: 'undecided' } },
      { status: 200, body: { data: [{ merchantReference: orderId, ...money, status: 'succeeded' }] } },
      { status: 200, body: { data: [] } },
      { status: 202, body: { paymentId: processId, status: 'submitting' } },
      { status: 200, body: { orderId, status: 'payment_failed', applied: true } },
      { status: 200, body: { processId, job: 'invoice', status: 'running', attempt: 2 } },
      { status: 201, body: { processId, reference: `WM-PRD-${processId}` } },
      { status: 201, body: { processId, reference: `WM-INV-${processId}` } },
      { status: 202, body: { emailId: processId } },
    ])
  })

  it.for(lanesOfMisbehaviours.flat().filter(({ neverEnds }) => !neverEnds))(
    'when the path says /misbehaving/$name, it $does',
    async ({ name, reads }) => {
      const answer = callAt(`/misbehaving/${name}`)(eWalletApi.request, {
        headers,
        body: { merchantReference: orderId, ...money },
      })
      await expect(answer).rejects.toThrow(reads)
    },
  )

  it('when the path says 500-then-success, every other call fails', async () => {
    const call = callAt('/misbehaving/500-then-success')
    const ask = () => call(eWalletApi.find, { query: { merchantReference: orderId } })
    await expect(ask()).rejects.toThrow(/answered 500/)
    expect((await ask()).status).toBe(200)
    await expect(ask()).rejects.toThrow(/answered 500/)
    expect((await ask()).status).toBe(200)
  })

  it('when a neighbour misbehaves for one test, it behaves for the others', async () => {
    const [bad, good] = [await openNeighbour(), await openNeighbour()]
    await bad.misbehave('fails', { times: 1 })
    const ask = ({ url }: typeof bad) => fetch(`${url}/api/payment/payment-requests?createdFrom=x`)
    expect([(await ask(bad)).status, (await ask(good)).status, (await ask(bad)).status]).toEqual([500, 200, 200])
    expect((await bad.calls()).length).toBe(2)
    expect((await good.calls()).length).toBe(1)
    await Promise.all([bad.close(), good.close()])
  })
})
