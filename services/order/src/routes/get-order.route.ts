import { ordersApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { GetOrder } from '../use-cases/get-order.ts'

export function getOrderRoute(getOrder: GetOrder) {
  return createRouter().openapi(ordersApi.get, async (c) => {
    const { userId, orderId } = c.req.valid('param')
    const order = await getOrder(userId, orderId)
    c.header('ETag', `"${order.version}"`)
    return c.json(order, 200)
  })
}
