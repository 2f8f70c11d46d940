import { orderProcessesApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { RetryJob } from '../use-cases/retry-job.ts'

export function retryJobRoute(retryJob: RetryJob) {
  return createRouter().openapi(orderProcessesApi.retryJob, async (c) => {
    const operator = c.req.valid('header')['x-operator'] ?? 'operator'
    const { reason } = c.req.valid('json')
    return c.json(await retryJob({ ...c.req.valid('param'), operator, reason }), 202)
  })
}
