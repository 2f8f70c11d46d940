import type { JobReports } from '../../../../../services/notification/src/repositories/job-reports.ts'
import { due } from '../table.ts'
import type { NotificationTables } from './notification-tables.ts'

const leaseMs = 15_000

/** As `createJobReports` of the notification service. */
export function createJobReportsInMemory({ reports, emails, nowMs }: NotificationTables): JobReports {
  return {
    async takeDue(limit, claimedBy) {
      return due(reports.undelivered(), (row) => row.nextAttemptMs, nowMs(), limit).map((row) => {
        const email = emails.get(row.emailId)
        if (!email) throw new Error('a report without its e-mail')
        const tries = row.tries + 1
        reports.put({ ...row, claimedBy, tries, nextAttemptMs: nowMs() + leaseMs })
        const { id, emailId, processId, attempt, status, fault, note, reference } = row
        const report = { id, emailId, processId, attempt, status, fault, note, reference, tries }
        return { ...report, claimedBy, userId: email.userId, orderId: email.request.orderId, traceparent: null }
      })
    },

    async delivered(id) {
      const row = reports.get(String(id))
      if (row?.deliveredMs === null) reports.put({ ...row, deliveredMs: nowMs() })
    },

    async postpone({ id, claimedBy }, _error, pauseMs) {
      const row = reports.get(String(id))
      if (row?.claimedBy !== claimedBy || row.deliveredMs !== null) return
      reports.put({ ...row, nextAttemptMs: nowMs() + pauseMs })
    },
  }
}
