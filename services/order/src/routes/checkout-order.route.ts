import { ordersApi } from '@waybill/contracts'
import { createRouter, sendStored } from '@waybill/http-server'
import type { CheckoutOrder } from '../use-cases/checkout-order.ts'

export function checkoutOrderRoute(checkoutOrder: CheckoutOrder) {
  return createRouter().openapi(ordersApi.checkout, async (c) => {
    const { userId, orderId } = c.req.valid('param')
    const idempotencyKey = c.req.valid('header')['idempotency-key']
    return sendStored(c, await checkoutOrder({ userId, orderId, idempotencyKey }))
  })
}
