import { type Fault, type JobState, type JobStatusReport, orderProcessesApi } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import type { Client } from '@waybill/http-client'
import type { JobKey } from './read-job.ts'

export type Progress =
  | { status: 'running'; note?: string }
  | { status: 'succeeded'; reference: string }
  | { status: 'failed'; note: string; fault: Fault }

/** Order does not know the process, the job or the attempt: the message is wrong, and will stay so. */
export class ReportRefused extends Error {
  override name = 'ReportRefused'
}

export type OrderReports = ReturnType<typeof createOrderReports>

const longestNote = 2_000

/** How a listener tells order what it is doing. */
export function createOrderReports({ call }: { call: Client }) {
  return {
    /**
     * The state of the job after the report. Throws ReportRefused when order knows no such job, a NeighbourFault when order
     * cannot be reached or does not let us in, and the signal's reason when that aborts.
     */
    async report({ processId, job, attempt }: JobKey, progress: Progress, signal: AbortSignal): Promise<JobState> {
      const body: JobStatusReport = { ...withCleanNote(progress), job, attempt }
      const answer = await call(orderProcessesApi.reportStatus, { params: { processId }, body }, signal)
      if (answer.status !== 200) throw refusalOf(answer.status, answer.body.code)
      if (answer.body.processId !== processId || answer.body.job !== job) throw anotherJob()
      return answer.body
    },
  }
}

/** The contract takes neither control characters nor half a surrogate pair, which a neighbour's words may hold or a cut may leave. */
function withCleanNote<P extends Progress>(progress: P): P {
  if (!('note' in progress) || progress.note === undefined) return progress
  return { ...progress, note: progress.note.slice(0, longestNote).replace(/[\p{Cc}\p{Cs}]/gu, ' ') }
}

/** A wrong credential says nothing about the message: it waits until ours is right again. */
function refusalOf(status: number, code: string): Error {
  const message = `order answered ${status} (${code})`
  if (status !== 401) return new ReportRefused(message)
  return new NeighbourFault({ neighbour: 'order', kind: 'status', fault: 'passing', status, code, message })
}

const anotherJob = () =>
  new NeighbourFault({
    ...{ neighbour: 'order', kind: 'unreadable', fault: 'passing', status: 200 },
    message: 'order answered 200 with the state of another job',
  })
