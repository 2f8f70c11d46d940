import { invoiceApi } from '@waybill/contracts'
import type { Client } from '@waybill/http-client'
import { type DoJob, referenceOf } from '@waybill/job-listener'

/** The invoice service. The job's key goes along, so that asking again asks for the same invoice. */
export function createInvoiceGateway({ call }: { call: Client }): DoJob {
  return async ({ processId, idempotencyKey, order }, signal) => {
    const { id: orderId, name: orderName, customerName, currency, totalMinor, items } = order
    const body = { processId, orderId, orderName, customerName, currency, totalMinor, items }
    const answer = await call(invoiceApi.create, { headers: { 'idempotency-key': idempotencyKey }, body }, signal)
    return { reference: referenceOf('invoice', processId, answer) }
  }
}
