import { eWalletApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { CreatePaymentRequest } from '../use-cases/create-payment-request.ts'

export function createPaymentRequestRoute(createPaymentRequest: CreatePaymentRequest) {
  return createRouter().openapi(eWalletApi.request, async (c) => {
    const idempotencyKey = c.req.valid('header')['idempotency-key']
    return c.json(await createPaymentRequest(c.req.valid('json'), idempotencyKey), 202)
  })
}
