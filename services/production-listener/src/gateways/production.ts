import { productionApi } from '@waybill/contracts'
import type { Client } from '@waybill/http-client'
import { type DoJob, referenceOf } from '@waybill/job-listener'

/** The production service. The job's key goes along, so that asking again asks for the same production. */
export function createProductionGateway({ call }: { call: Client }): DoJob {
  return async ({ processId, idempotencyKey, order }, signal) => {
    const items = order.items.map(({ sku, name, quantity }) => ({ sku, name, quantity }))
    const body = { processId, orderId: order.id, orderName: order.name, items }
    const answer = await call(productionApi.create, { headers: { 'idempotency-key': idempotencyKey }, body }, signal)
    return { reference: referenceOf('production', processId, answer) }
  }
}
