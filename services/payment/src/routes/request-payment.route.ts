import { paymentsApi } from '@waybill/contracts'
import { createRouter, sendStored } from '@waybill/http-server'
import type { RequestPayment } from '../use-cases/request-payment.ts'

export function requestPaymentRoute(requestPayment: RequestPayment) {
  return createRouter().openapi(paymentsApi.request, async (c) => {
    const { userId } = c.req.valid('param')
    const idempotencyKey = c.req.valid('header')['idempotency-key']
    return sendStored(c, await requestPayment({ userId, ...c.req.valid('json') }, idempotencyKey))
  })
}
