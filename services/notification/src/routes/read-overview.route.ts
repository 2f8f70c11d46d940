import { overviewsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ReadOverview } from '../use-cases/read-overview.ts'

export function readOverviewRoute(readOverview: ReadOverview) {
  return createRouter().openapi(overviewsApi.notification, async (c) => c.json(await readOverview(), 200))
}
