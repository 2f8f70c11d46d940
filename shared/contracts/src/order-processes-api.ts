import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { page, pageSize, pagination } from './pagination.ts'
import {
  acceptedTime,
  filledText,
  id,
  jsonAnswer,
  jsonBody,
  nullable,
  operatorHeader,
  reason,
  reasonBody,
  text,
  time,
  withServiceKey,
} from './primitives.ts'
import { problems } from './problem.ts'
import { fault, jobStatus, jobType, paymentOutcome, processStatus } from './states.ts'

const processJob = z
  .object({
    job: jobType,
    status: jobStatus,
    attempt: z.int(),
    fault: nullable(fault),
    note: nullable(z.string()),
    reference: nullable(z.string()),
    deadlineAt: nullable(time),
    updatedAt: time,
  })
  .meta({ id: 'ProcessJob' })

const processSummary = z
  .object({
    id,
    orderId: id,
    userId: id,
    orderName: z.string(),
    outcome: paymentOutcome,
    status: processStatus,
    jobs: z.array(processJob),
    createdAt: time,
  })
  .meta({ id: 'ProcessSummary' })
export type ProcessSummary = z.infer<typeof processSummary>

const jobReport = z.object({
  job: jobType,
  attempt: z.int(),
  status: jobStatus,
  fault: nullable(fault),
  note: nullable(z.string()),
  reference: nullable(z.string()),
  reportedAt: time,
})

export const processDetails = processSummary.extend({ reports: z.array(jobReport) }).meta({ id: 'ProcessDetails' })
export type ProcessDetails = z.infer<typeof processDetails>

/** After this many attempts with passing faults the sweeper stops and an operator decides. */
export const attemptsInAll = 5

const progress = z.strictObject({
  job: jobType,
  attempt: z.int().min(1).max(1_000_000),
  note: text(2_000).optional(),
  reference: filledText(200).optional(),
})

const statusReport = z
  .discriminatedUnion('status', [
    progress.extend({ status: z.literal('running') }),
    progress.extend({ status: z.literal('succeeded') }),
    progress.extend({ status: z.literal('failed'), fault }),
  ])
  .meta({ id: 'JobStatusReport' })
export type JobStatusReport = z.infer<typeof statusReport>

const jobState = z
  .object({
    processId: id,
    job: jobType,
    status: jobStatus,
    attempt: z.int(),
    applied: z.boolean().describe('false: the report was older than the state, and changed nothing'),
  })
  .meta({ id: 'JobState' })
export type JobState = z.infer<typeof jobState>

const processParams = z.object({ processId: id })
const tags = ['order processes']
const security = withServiceKey

export const orderProcessesApi = {
  reportStatus: createRoute({
    method: 'post',
    path: '/api/internal/v1/orderprocesses/{processId}/status',
    operationId: 'reportJobStatus',
    summary: 'A listener reports the progress of its job; forward only',
    tags,
    security,
    request: { params: processParams, body: jsonBody(statusReport) },
    responses: { 200: jsonAnswer('The state of the job after the report', jobState), ...problems(400, 401, 404, 409) },
  }),
  list: createRoute({
    method: 'get',
    path: '/api/internal/v1/orderprocesses',
    operationId: 'listOrderProcesses',
    summary: 'Order processes, newest first',
    tags,
    security,
    request: {
      query: z.strictObject({
        status: processStatus.optional(),
        job: jobType.optional().describe('with `status`: that job is what makes the process so'),
        olderThan: acceptedTime.optional().describe('created before this time'),
        page: page.optional(),
        pageSize: pageSize.optional(),
      }),
    },
    responses: {
      200: jsonAnswer('One page', z.object({ data: z.array(processSummary), pagination }).meta({ id: 'ProcessPage' })),
      ...problems(400, 401),
    },
  }),
  get: createRoute({
    method: 'get',
    path: '/api/internal/v1/orderprocesses/{processId}',
    operationId: 'getOrderProcess',
    summary: 'One order process with every report of its jobs',
    tags,
    security,
    request: { params: processParams },
    responses: { 200: jsonAnswer('The process', processDetails), ...problems(400, 401, 404) },
  }),
  retryMatching: createRoute({
    method: 'post',
    path: '/api/internal/v1/orderprocesses/retry',
    operationId: 'retryMatchingJobs',
    summary: 'Run all failed jobs that match again, each as its next attempt',
    tags,
    security,
    request: {
      headers: operatorHeader,
      body: jsonBody(
        z
          .strictObject({
            job: jobType.optional(),
            olderThan: acceptedTime.optional().describe('of processes created before this time'),
            reason,
          })
          .meta({ id: 'RetryMatching' }),
      ),
    },
    responses: {
      200: jsonAnswer(
        'What was done',
        z
          .object({ retried: z.int(), remaining: z.boolean().describe('true: there are more; ask again') })
          .meta({ id: 'RetriedMatching' }),
      ),
      ...problems(400, 401),
    },
  }),
  retryJob: createRoute({
    method: 'post',
    path: '/api/internal/v1/orderprocesses/{processId}/jobs/{job}/retry',
    operationId: 'retryJob',
    summary: 'Run a failed job again, as the next attempt',
    tags,
    security,
    request: { params: processParams.extend({ job: jobType }), headers: operatorHeader, body: jsonBody(reasonBody) },
    responses: { 202: jsonAnswer('The job is queued again', jobState), ...problems(400, 401, 404, 409) },
  }),
}
