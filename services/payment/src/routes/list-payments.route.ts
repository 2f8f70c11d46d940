import { paymentsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListPayments } from '../use-cases/list-payments.ts'

export function listPaymentsRoute(listPayments: ListPayments) {
  return createRouter().openapi(paymentsApi.list, async (c) => {
    const { unanswered, flagged, ...query } = c.req.valid('query')
    const page = await listPayments({ ...query, unanswered: asked(unanswered), flagged: asked(flagged) })
    return c.json(page, 200)
  })
}

const asked = (flag: 'true' | 'false' | undefined) => flag && flag === 'true'
