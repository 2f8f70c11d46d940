import { eWalletApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { FindPaymentRequests } from '../use-cases/find-payment-requests.ts'

export function findPaymentRequestsRoute(findPaymentRequests: FindPaymentRequests) {
  return createRouter().openapi(eWalletApi.find, async (c) =>
    c.json(await findPaymentRequests(c.req.valid('query')), 200),
  )
}
