import { ordersInternalApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListOrders } from '../use-cases/list-orders.ts'

export function listOrdersRoute(listOrders: ListOrders) {
  return createRouter().openapi(ordersInternalApi.list, async (c) =>
    c.json(await listOrders(c.req.valid('query')), 200),
  )
}
