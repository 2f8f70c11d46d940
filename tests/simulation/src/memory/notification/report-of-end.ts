import type { EmailRow, NotificationTables } from './notification-tables.ts'

/** As the CTE `reportOfEnd` of the notification service: how the job of a decided e-mail ended. */
export function writeReportOfEnd({ reports, nextReportId, nowMs }: NotificationTables, email: EmailRow): void {
  if (email.status !== 'sent' && email.status !== 'failed') return
  const isSent = email.sentMs !== null
  reports.put({
    ...{ id: nextReportId(), emailId: email.id, processId: email.request.processId, attempt: email.attempt },
    ...{ status: isSent ? 'succeeded' : 'failed', fault: isSent ? null : 'permanent' },
    ...{ note: isSent ? null : email.answer, reference: isSent ? email.id : null },
    ...{ tries: 0, claimedBy: null, nextAttemptMs: nowMs(), deliveredMs: null },
  })
}
