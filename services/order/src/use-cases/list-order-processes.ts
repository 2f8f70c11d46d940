import type { Pagination, ProcessSummary } from '@waybill/contracts'
import { countUpTo } from '../domain/pagination.ts'
import type { Processes, ProcessFilter } from '../repositories/processes.ts'

export type ProcessQuery = ProcessFilter & { page?: number | undefined; pageSize?: number | undefined }

/** Order processes for operators, newest first. */
export function createListOrderProcesses(deps: { processes: Pick<Processes, 'page'> }) {
  return async ({
    page = 1,
    pageSize = 20,
    ...filter
  }: ProcessQuery): Promise<{
    data: ProcessSummary[]
    pagination: Pagination
  }> => {
    const { total, data } = await deps.processes.page(filter, pageSize, (page - 1) * pageSize)
    return { data, pagination: { page, pageSize, ...countUpTo(total, pageSize), nextAfter: null } }
  }
}

export type ListOrderProcesses = ReturnType<typeof createListOrderProcesses>
