import { orderOperationsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ReleaseParkedEvent } from '../use-cases/release-parked-event.ts'

export function releaseOutboxRoute(releaseParkedEvent: ReleaseParkedEvent) {
  return createRouter().openapi(orderOperationsApi.releaseOutbox, async (c) => {
    const operator = c.req.valid('header')['x-operator'] ?? 'operator'
    const { id } = c.req.valid('param')
    await releaseParkedEvent({ id, operator, reason: c.req.valid('json').reason })
    return c.json({ id }, 202)
  })
}
