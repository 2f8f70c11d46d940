import { paymentsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { GetPayment } from '../use-cases/get-payment.ts'

export function getPaymentRoute(getPayment: GetPayment) {
  return createRouter().openapi(paymentsApi.get, async (c) => {
    const { userId, paymentId } = c.req.valid('param')
    return c.json(await getPayment(userId, paymentId), 200)
  })
}
