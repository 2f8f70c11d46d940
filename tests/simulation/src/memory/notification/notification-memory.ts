import type { EmailStatus, SendEmail } from '@waybill/contracts'
import type { Emails } from '../../../../../services/notification/src/repositories/emails.ts'
import type { DueReport, JobReports } from '../../../../../services/notification/src/repositories/job-reports.ts'
import type { Sending } from '../../../../../services/notification/src/repositories/sending.ts'
import { createTable, type UndoLog } from '../table.ts'
import { createEmailsInMemory } from './emails.ts'
import { createJobReportsInMemory } from './job-reports.ts'
import { createSendingInMemory } from './sending.ts'

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
export type NotificationMemory = ReturnType<typeof createNotificationMemory>

/** The notification service's database: its tables and its repositories over them. Each call is atomic, as its statement is. */
export function createNotificationMemory(nowMs: () => number) {
  const tables = createNotificationTables(nowMs)
  return {
    tables,
    emails: createEmailsInMemory(tables) satisfies Emails,
    sending: createSendingInMemory(tables) satisfies Sending,
    reports: createJobReportsInMemory(tables) satisfies JobReports,
  }
}

function createNotificationTables(nowMs: () => number) {
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
