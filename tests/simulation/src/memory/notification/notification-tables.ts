import type { EmailStatus, SendEmail } from '@waybill/contracts'
import type { DueReport } from '../../../../../services/notification/src/repositories/job-reports.ts'
import { createTable, type UndoLog } from '../table.ts'

export type EmailRow = {
  id: string
  scope: string
  idempotencyKey: string
  requestHash: string
  userId: string
  request: SendEmail
  attempt: number
  messageId: string
  status: EmailStatus
  answer: string | null
  tries: number
  claimedBy: string | null
  nextAttemptMs: number
  queuedMs: number
  sentMs: number | null
}

export type JobReportRow = Omit<DueReport, 'claimedBy' | 'userId' | 'orderId' | 'traceparent'> & {
  claimedBy: string | null
  nextAttemptMs: number
  deliveredMs: number | null
}

export type NotificationTables = ReturnType<typeof createNotificationTables>

/** The tables of the notification service, with the indexes that its statements need. */
export function createNotificationTables(nowMs: () => number) {
  const log: UndoLog = { undo: undefined }
  const emails = createTable<EmailRow>(({ id }) => id, log)
  const reports = createTable<JobReportRow>(({ id }) => String(id), log)
  let lastReport = 0
  return {
    nowMs,
    emails: {
      ...emails,
      ofKey: emails.index(({ scope, idempotencyKey }) => `${scope} ${idempotencyKey}`),
      ofProcess: emails.index(({ request }) => request.processId),
      undecided: emails.open(({ status }) => status === 'queued' || status === 'sending'),
    },
    reports: { ...reports, undelivered: reports.open(({ deliveredMs }) => deliveredMs === null) },
    nextReportId: () => ++lastReport,
  }
}
