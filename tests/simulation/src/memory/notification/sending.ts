import { statesBefore } from '../../../../../services/notification/src/domain/email.ts'
import type { ClaimedEmail, Sending } from '../../../../../services/notification/src/repositories/sending.ts'
import { due } from '../table.ts'
import type { EmailRow, NotificationTables } from './notification-tables.ts'
import { writeReportOfEnd } from './report-of-end.ts'

const leaseMs = 30_000

/** As `createSending` of the notification service, without its log of attempts. */
export function createSendingInMemory(tables: NotificationTables): Sending {
  const { emails, nowMs } = tables
  const owned = ({ id, claimedBy }: { id: string; claimedBy: string }) => {
    const row = emails.get(id)
    return row?.claimedBy === claimedBy ? row : undefined
  }

  return {
    async claim(limit, claimedBy) {
      return due(emails.undecided(), (row) => row.nextAttemptMs, nowMs(), limit).map((row) => {
        const lease = { claimedBy, nextAttemptMs: nowMs() + leaseMs }
        const after = { ...row, ...lease, status: 'sending' as const, tries: row.tries + 1 }
        emails.put(after)
        return claimedOf(after, claimedBy, nowMs())
      })
    },

    async decide(claim, to, answer) {
      const row = owned(claim)
      if (!row || !statesBefore(to).includes(row.status)) return false
      const after = { ...row, status: to, answer, claimedBy: null, sentMs: to === 'sent' ? nowMs() : row.sentMs }
      emails.put(after)
      writeReportOfEnd(tables, after)
      return true
    },

    async postpone(claim, answer, pauseMs) {
      const row = owned(claim)
      if (row?.status !== 'sending') return false
      emails.put({ ...row, status: 'queued', answer, claimedBy: null, nextAttemptMs: nowMs() + pauseMs })
      return true
    },
  }
}

function claimedOf(row: EmailRow, claimedBy: string, nowMs: number): ClaimedEmail {
  const { id, userId, request, messageId, tries } = row
  const { orderId, processId, template, to: toAddress, data } = request
  const ageSeconds = Math.round((nowMs - row.queuedMs) / 1_000)
  const subject = { id, claimedBy, userId, orderId, processId, template, toAddress, data, messageId }
  return { ...subject, traceparent: null, tries, ageSeconds }
}
