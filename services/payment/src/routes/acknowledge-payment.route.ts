import { paymentsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { AcknowledgePayment } from '../use-cases/acknowledge-payment.ts'

export function acknowledgePaymentRoute(acknowledgePayment: AcknowledgePayment) {
  return createRouter().openapi(paymentsApi.acknowledge, async (c) => {
    const operator = c.req.valid('header')['x-operator'] ?? 'operator'
    const { paymentId } = c.req.valid('param')
    return c.json(await acknowledgePayment({ paymentId, operator, reason: c.req.valid('json').reason }), 200)
  })
}
