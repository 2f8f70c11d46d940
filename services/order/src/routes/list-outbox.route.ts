import { orderOperationsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListParkedEvents } from '../use-cases/list-parked-events.ts'

export function listOutboxRoute(listParkedEvents: ListParkedEvents) {
  return createRouter().openapi(orderOperationsApi.listOutbox, async (c) =>
    c.json({ data: await listParkedEvents() }, 200),
  )
}
