import { paymentRefusalCodes, paymentsApi } from '@waybill/contracts'
import { NeighbourFault, retryAfterMsOf } from '@waybill/errors'
import type { Client } from '@waybill/http-client'
import type { Logger } from '@waybill/logger'
import type { PaymentRequested } from '../domain/payment-requested.ts'

type Attempt = { id: string; userId: string; orderId: string; amountMinor: number; currency: string }

type RequestBody = { orderId: string; checkoutId: string; amountMinor: number; currency: never }

/** The payment service. The attempt's id is the key of every request, so that asking again asks for the same payment. */
export function createPaymentGateway({ call, logger }: { call: Client; logger: Logger }) {
  return {
    /**
     * Only a refusal by payment's own contract is a refusal; no answer, and every answer that is not in it, is an unknown
     * outcome. Never throws for a fault of the neighbour.
     */
    async request(attempt: Attempt): Promise<PaymentRequested> {
      const { id, userId, orderId, amountMinor, currency } = attempt
      const body = { orderId, checkoutId: id, amountMinor, currency } as RequestBody
      try {
        const answer = await call(paymentsApi.request, { params: { userId }, headers: { 'idempotency-key': id }, body })
        if (answer.status === 202) return { kind: 'accepted', ...answer.body, status: answer.body.status }
        return refusalOf(answer.status, answer.body.code)
      } catch (error) {
        if (!(error instanceof NeighbourFault)) throw error
        logger.warn({ err: error, orderId, checkoutId: id }, 'payment did not answer; the attempt stays open')
        return { kind: 'unknown', retryAfterMs: retryAfterMsOf(error) }
      }
    },
  }
}

function refusalOf(status: number, code: string): PaymentRequested {
  const isRefusal = status === 400 || status === 422 || (status === 409 && code === 'payment-live')
  const isOurs = (paymentRefusalCodes as readonly string[]).includes(code)
  return isRefusal && isOurs ? { kind: 'refused', code } : { kind: 'unknown' }
}
