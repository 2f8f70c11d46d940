import { paymentsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListPayments } from '../use-cases/list-payments.ts'

export function listPaymentsRoute(listPayments: ListPayments) {
  return createRouter().openapi(paymentsApi.list, async (c) => {
    const { flagged, ...query } = c.req.valid('query')
    return c.json(
      await listPayments({ ...query, flagged: flagged === undefined ? undefined : flagged === 'true' }),
      200,
    )
  })
}
