import type { OutboxRows } from '@waybill/outbox'
import { createTable, due, type UndoLog } from './table.ts'

export type OutboxRow = {
  id: string
  seq: number
  aggregateId: string
  aggregateVersion: number
  eventType: string
  payload: string
  attributes: Record<string, string>
  nextAttemptMs: number
  attempts: number
  claimedBy: string | null
  claimedUntilMs: number | null
  publishedMs: number | null
  parkedMs: number | null
  lastError: string | null
}

export type OutboxTable = ReturnType<typeof createOutboxTable>

export function createOutboxTable(log: UndoLog) {
  const rows = createTable<OutboxRow>(({ id }) => id, log)
  return {
    ...rows,
    unpublished: rows.open(({ publishedMs }) => publishedMs === null),
    unpublishedOf: rows.index(({ publishedMs, aggregateId }) => (publishedMs === null ? aggregateId : undefined)),
  }
}

const leaseMs = 10_000

/** As `createOutboxRows` of @waybill/outbox. */
export function createOutboxInMemory(outbox: OutboxTable, nowMs: () => number, lastSeq: () => number): OutboxRows {
  const isFree = ({ claimedUntilMs }: OutboxRow) => claimedUntilMs === null || claimedUntilMs < nowMs()
  const isHead = ({ aggregateId, aggregateVersion }: OutboxRow) =>
    outbox.unpublishedOf(aggregateId).every((other) => other.aggregateVersion >= aggregateVersion)
  const ownedBy = (workerId: string, ids: string[]) =>
    ids.map((id) => outbox.get(id)).filter((row) => row !== undefined && row.claimedBy === workerId) as OutboxRow[]

  return {
    async claimDue({ workerId, fromSeq, limit }) {
      const bySeq = [...outbox.unpublished()].sort((a, b) => a.seq - b.seq)
      const claimable = bySeq.filter((row) => row.parkedMs === null && row.seq >= fromSeq && isFree(row) && isHead(row))
      const claimed = due(claimable, (row) => row.nextAttemptMs, nowMs(), limit)
        .sort((a, b) => a.seq - b.seq)
        .map((row) => ({
          ...{ ...row, claimedBy: workerId, claimedUntilMs: nowMs() + leaseMs, attempts: row.attempts + 1 },
        }))
      for (const row of claimed) outbox.put(row)
      return claimed.map(({ id, eventType, payload, attributes, attempts }) => {
        return { id, eventType, payload, attributes, attempts }
      })
    },

    async lowestUnpublishedSeq() {
      return Math.min(lastSeq() + 1, ...[...outbox.unpublished()].map(({ seq }) => seq))
    },

    async markPublished(workerId, ids) {
      const owned = ownedBy(workerId, ids)
      for (const row of owned) outbox.put({ ...row, publishedMs: nowMs(), claimedUntilMs: null })
      return owned.length
    },

    async park(workerId, events) {
      const reasons = new Map(events.map(({ id, reason }) => [id, reason]))
      const owned = ownedBy(workerId, [...reasons.keys()])
      for (const row of owned) {
        const lastError = reasons.get(row.id) ?? null
        outbox.put({ ...row, parkedMs: nowMs(), lastError, claimedBy: null, claimedUntilMs: null })
      }
      return owned.length
    },

    async postpone(workerId, events) {
      const wanted = new Map(events.map((event) => [event.id, event]))
      const owned = ownedBy(workerId, [...wanted.keys()])
      for (const row of owned) {
        const { reason = null, delayMs = 0 } = wanted.get(row.id) ?? {}
        const free = { claimedBy: null, claimedUntilMs: null, lastError: reason }
        outbox.put({ ...row, ...free, nextAttemptMs: nowMs() + delayMs })
      }
      return owned.length
    },
  }
}
