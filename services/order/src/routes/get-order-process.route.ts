import { orderProcessesApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { GetOrderProcess } from '../use-cases/get-order-process.ts'

export function getOrderProcessRoute(getOrderProcess: GetOrderProcess) {
  return createRouter().openapi(orderProcessesApi.get, async (c) =>
    c.json(await getOrderProcess(c.req.valid('param').processId), 200),
  )
}
