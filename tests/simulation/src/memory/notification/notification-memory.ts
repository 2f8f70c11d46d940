import { createEmailsInMemory } from './emails.ts'
import { createJobReportsInMemory } from './job-reports.ts'
import { createNotificationTables } from './notification-tables.ts'
import { createSendingInMemory } from './sending.ts'

export type NotificationMemory = ReturnType<typeof createNotificationMemory>

/** The notification service's database: its tables and its repositories over them. Each call is atomic, as its statement is. */
export function createNotificationMemory(nowMs: () => number) {
  const tables = createNotificationTables(nowMs)
  return {
    tables,
    emails: createEmailsInMemory(tables),
    sending: createSendingInMemory(tables),
    reports: createJobReportsInMemory(tables),
  }
}
