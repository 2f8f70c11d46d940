import { ordersInternalApi } from '@waybill/contracts'
import { createRouter, sendStored } from '@waybill/http-server'
import type { CreateOrder } from '../use-cases/create-order.ts'

export function createOrderRoute(createOrder: CreateOrder) {
  return createRouter().openapi(ordersInternalApi.create, async (c) => {
    const { userId } = c.req.valid('param')
    const idempotencyKey = c.req.valid('header')['idempotency-key']
    return sendStored(c, await createOrder({ userId, ...c.req.valid('json') }, idempotencyKey))
  })
}
