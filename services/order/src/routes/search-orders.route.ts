import { ordersApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { SearchOrders } from '../use-cases/search-orders.ts'

export function searchOrdersRoute(searchOrders: SearchOrders) {
  return createRouter().openapi(ordersApi.search, async (c) => {
    const { userId } = c.req.valid('param')
    return c.json(await searchOrders({ userId, ...c.req.valid('query') }), 200)
  })
}
