import { retryAfterMsOf } from '@waybill/errors'
import { oneLine } from '../domain/one-line.ts'
import type { DueReport, JobReports } from '../repositories/job-reports.ts'

type Deps = {
  reports: Pick<JobReports, 'delivered' | 'postpone'>
  /** Throws when order has not answered 200. */
  tell: (report: DueReport) => Promise<void>
  pauseMs: (tries: number) => number
  failed: (error: unknown, report: DueReport) => void
}

const longestError = 500

/** Tells order how a notification job ended, again after a pause, no sooner than order asked for, until it has answered 200. */
export function createDeliverJobReport({ reports, tell, pauseMs, failed }: Deps) {
  return async (report: DueReport): Promise<void> => {
    try {
      await tell(report)
    } catch (error) {
      failed(error, report)
      const words = error instanceof Error ? error.message : String(error)
      const pause = Math.max(pauseMs(report.tries), retryAfterMsOf(error))
      return reports.postpone(report, oneLine(words, longestError), pause)
    }
    await reports.delivered(report.id)
  }
}
