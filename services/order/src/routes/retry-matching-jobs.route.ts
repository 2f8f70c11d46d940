import { orderProcessesApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { RetryMatchingJobs } from '../use-cases/retry-matching-jobs.ts'

export function retryMatchingJobsRoute(retryMatchingJobs: RetryMatchingJobs) {
  return createRouter().openapi(orderProcessesApi.retryMatching, async (c) => {
    const operator = c.req.valid('header')['x-operator'] ?? 'operator'
    return c.json(await retryMatchingJobs({ ...c.req.valid('json'), operator }), 200)
  })
}
