import { ordersInternalApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ConfirmPayment } from '../use-cases/confirm-payment.ts'

export function confirmPaymentRoute(confirmPayment: ConfirmPayment) {
  return createRouter().openapi(ordersInternalApi.confirmPayment, async (c) => {
    const { checkoutId, paymentId, outcome, failureReason = null } = c.req.valid('json')
    const fact = { ...c.req.valid('param'), checkoutId, paymentId, outcome, failureReason }
    return c.json(await confirmPayment(fact), 200)
  })
}
