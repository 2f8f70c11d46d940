import { type PageRequest, type Pagination, type ProcessSummary, paginationOf, placeOf } from '@waybill/contracts'
import type { Processes, ProcessFilter } from '../repositories/processes.ts'

/** Order processes for operators, newest first. */
export function createListOrderProcesses(deps: { processes: Pick<Processes, 'page'> }) {
  return async (query: ProcessFilter & PageRequest): Promise<{ data: ProcessSummary[]; pagination: Pagination }> => {
    const { limit, offset } = placeOf(query)
    const { total, data } = await deps.processes.page(query, limit, offset)
    return { data, pagination: paginationOf(query, total) }
  }
}

export type ListOrderProcesses = ReturnType<typeof createListOrderProcesses>
