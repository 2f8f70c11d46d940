import { type ProcessSummary, processStatus } from '@waybill/contracts'
import type { CheckingDatabase } from '../checking-database.ts'
import { type CheckedHost, readJson } from '../host.ts'

const pageSize = 100

/** The status of a process is in no column: the order service is asked for the processes of each. */
export async function readProcesses(host: CheckedHost, database: CheckingDatabase): Promise<void> {
  for (const asked of processStatus.options) {
    for (let page = 1, more = true; more; page += 1) {
      const path = `/api/internal/v1/orderprocesses?status=${asked}&page=${page}&pageSize=${pageSize}`
      const { data } = await readJson<{ data: ProcessSummary[] }>(host, 'order', path)
      await database.load(
        'ord.answered_processes',
        data.map(({ id, status }) => ({ id, asked, status })),
      )
      more = data.length === pageSize
    }
  }
}
