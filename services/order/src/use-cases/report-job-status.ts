import type { Fault, JobState, JobStatus, JobType } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { nextLookSeconds } from '../domain/job.ts'
import { jobNotFound, processNotFound } from '../domain/refusals.ts'
import type { Jobs } from '../repositories/jobs.ts'
import type { Processes } from '../repositories/processes.ts'

export type JobReport = {
  processId: string
  job: JobType
  status: Exclude<JobStatus, 'queued'>
  attempt: number
  note?: string | undefined
  reference?: string | undefined
  fault?: Fault | undefined
}

/** A listener's report moves its job forward. An older one, or a repeat, changes nothing and is answered with the state. */
export function createReportJobStatus(deps: {
  jobs: Pick<Jobs, 'report' | 'find'>
  processes: Pick<Processes, 'orderOf'>
}) {
  return async (report: JobReport): Promise<JobState> => {
    const fault = report.fault ?? null
    const moved = await deps.jobs.report({
      ...report,
      fault,
      note: report.note ?? null,
      reference: report.reference ?? null,
      nextLookSeconds: nextLookSeconds(report.status, report.attempt, fault),
    })
    const state = moved ?? (await deps.jobs.find(report.processId, report.job))
    if (!state) throw (await deps.processes.orderOf(report.processId)) ? jobNotFound() : processNotFound()
    if (report.attempt > state.attempt) throw neverIssued()
    const { processId, job, status, attempt } = state
    return { processId, job, status, attempt, applied: moved !== undefined }
  }
}

export type ReportJobStatus = ReturnType<typeof createReportJobStatus>

const neverIssued = () => new AppError('conflict', 'attempt-unknown', 'This attempt of the job was never issued')
