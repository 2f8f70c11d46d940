import { orderProcessesApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ReportJobStatus } from '../use-cases/report-job-status.ts'

export function reportJobStatusRoute(reportJobStatus: ReportJobStatus) {
  return createRouter().openapi(orderProcessesApi.reportStatus, async (c) => {
    const { processId } = c.req.valid('param')
    return c.json(await reportJobStatus({ processId, ...c.req.valid('json') }), 200)
  })
}
