import type { ProcessDetails } from '@waybill/contracts'
import { processNotFound } from '../domain/refusals.ts'
import type { Processes } from '../repositories/processes.ts'

/** One order process with every report of its jobs. */
export function createGetOrderProcess(deps: { processes: Pick<Processes, 'find'> }) {
  return async (processId: string): Promise<ProcessDetails> => {
    const process = await deps.processes.find(processId)
    if (!process) throw processNotFound()
    return process
  }
}

export type GetOrderProcess = ReturnType<typeof createGetOrderProcess>
