import type { Emails } from '../../../../../services/notification/src/repositories/emails.ts'
import type { EmailRow, NotificationTables } from './notification-tables.ts'
import { writeReportOfEnd } from './report-of-end.ts'

/** As `createEmails` of the notification service. */
export function createEmailsInMemory(tables: NotificationTables): Emails {
  const { emails, nowMs } = tables
  return {
    async insert({ id, scope, idempotencyKey, requestHash, userId, messageId, request }) {
      if (emails.ofKey(`${scope} ${idempotencyKey}`).length > 0) return undefined
      const asked = { id, scope, idempotencyKey, requestHash, userId, messageId, request, attempt: request.attempt }
      const undecided = { status: 'queued' as const, answer: null, tries: 0, claimedBy: null, sentMs: null }
      const row = { ...asked, ...undecided, nextAttemptMs: nowMs(), queuedMs: nowMs() }
      emails.put(row)
      return knownOf(row)
    },

    async findByKey(scope, idempotencyKey) {
      const [row] = emails.ofKey(`${scope} ${idempotencyKey}`)
      return row && knownOf(row)
    },

    async askAgain({ id, attempt }) {
      const row = emails.get(id)
      if (!row) return undefined
      const isFresh = row.status === 'failed' && row.sentMs === null && attempt > row.attempt
      const fresh = { status: 'queued' as const, tries: 0, queuedMs: nowMs(), nextAttemptMs: nowMs() }
      const after = { ...row, attempt: Math.max(row.attempt, attempt), ...(isFresh && fresh) }
      emails.put(after)
      writeReportOfEnd(tables, after)
      return knownOf(after)
    },
  }
}

const knownOf = ({ id, status, requestHash }: EmailRow) => ({ id, status, requestHash })
