import { ordersInternalApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { GetInternalOrder } from '../use-cases/get-internal-order.ts'

export function getInternalOrderRoute(getInternalOrder: GetInternalOrder) {
  return createRouter().openapi(ordersInternalApi.get, async (c) => {
    const { userId, orderId } = c.req.valid('param')
    const order = await getInternalOrder(userId, orderId)
    c.header('ETag', `"${order.version}"`)
    return c.json(order, 200)
  })
}
