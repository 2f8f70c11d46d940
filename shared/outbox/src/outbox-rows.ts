import type { QueryExecutorProvider } from 'kysely'
import { claimDue, lowestUnpublishedSeq } from './claim.ts'
import { markPublished, park, postpone } from './settle.ts'

export type OutboxRows = ReturnType<typeof createOutboxRows>

/** The outbox as a relay works on it; each call is one statement. */
export function createOutboxRows({ db }: { db: QueryExecutorProvider }) {
  return {
    claimDue: (claim: Parameters<typeof claimDue>[1]) => claimDue(db, claim),
    lowestUnpublishedSeq: () => lowestUnpublishedSeq(db),
    markPublished: (workerId: string, ids: string[]) => markPublished(db, workerId, ids),
    park: (workerId: string, events: Parameters<typeof park>[2]) => park(db, workerId, events),
    postpone: (workerId: string, events: Parameters<typeof postpone>[2]) => postpone(db, workerId, events),
  }
}
