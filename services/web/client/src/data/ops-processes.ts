import { queryOptions } from '@tanstack/react-query'
import { type JobType, orderProcessesApi, type ProcessStatus } from '@waybill/contracts'
import { type Age, momentBefore } from '../format/ages.ts'
import { liveList, opsRequest, pageQuery } from './ops-request.ts'

export type ProcessFilters = {
  status?: ProcessStatus | undefined
  job?: JobType | undefined
  olderThan?: Age | undefined
  page?: number | undefined
}

/** One page of order processes, newest first. */
export const processesQuery = (filters: ProcessFilters) =>
  queryOptions({
    queryKey: ['ops', 'order', 'processes', filters],
    queryFn: ({ signal }) =>
      opsRequest(orderProcessesApi.list, { query: queryOf(filters) }, signal).then(({ body }) => body),
    ...liveList,
  })

const queryOf = ({ page, olderThan, ...filters }: ProcessFilters) => ({
  ...filters,
  olderThan: momentBefore(olderThan),
  ...pageQuery(page),
})

/** Runs a failed job again, as its next attempt. */
export const retryJob = (processId: string, job: JobType, reason: string) =>
  opsRequest(orderProcessesApi.retryJob, { params: { processId, job }, body: { reason } }).then(({ body }) => body)

/** Runs failed jobs that match again; `remaining` says that there are more than one call takes. */
export const retryMatching = ({ job, olderThan }: ProcessFilters, reason: string) => {
  const createdBefore = momentBefore(olderThan)
  const body = { reason, ...(job && { job }), ...(createdBefore && { olderThan: createdBefore }) }
  return opsRequest(orderProcessesApi.retryMatching, { body }).then(({ body }) => body)
}
