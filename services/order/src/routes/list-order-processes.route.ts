import { orderProcessesApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListOrderProcesses } from '../use-cases/list-order-processes.ts'

export function listOrderProcessesRoute(listOrderProcesses: ListOrderProcesses) {
  return createRouter().openapi(orderProcessesApi.list, async (c) =>
    c.json(await listOrderProcesses(c.req.valid('query')), 200),
  )
}
