import type { Kysely } from 'kysely'
import type { Outcome } from '../domain/behaviour.ts'
import type { Delivery } from '../domain/delivery.ts'
import { deliveryRow } from './rows.ts'
import type { Tables } from './tables.ts'

const pageLength = 500

export type Deliveries = ReturnType<typeof createDeliveries>

export type JournalPage = { deliveries: Delivery[]; nextAfter: string | null }

/** The journal: append-only, one line for each mail that was sent to us to its last byte. */
export function createDeliveries({ db }: { db: Kysely<Tables> }) {
  return {
    async record(delivery: Delivery): Promise<void> {
      await db.insertInto('deliveries').values(deliveryRow(delivery)).execute()
    },

    /** Oldest first, 500 at a time. Complete once nothing is being delivered: a late commit may hold a lower number. */
    async readAfter(after: string | undefined, outcomes: readonly Outcome[]): Promise<JournalPage> {
      const rows = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('seq', '>', Number(after ?? 0))
        .where('outcome', 'in', outcomes)
        .orderBy('seq')
        .limit(pageLength + 1)
        .execute()
      const page = rows.slice(0, pageLength)
      return {
        deliveries: page.map((row) => ({
          id: row.id,
          messageId: row.message_id,
          envelope: { from: row.mail_from, recipients: row.recipients },
          subject: row.subject,
          waybill: row.waybill,
          sizeBytes: row.size_bytes,
          outcome: row.outcome,
          at: row.received_at,
        })),
        nextAfter: rows.length > pageLength ? String(page.at(-1)?.seq) : null,
      }
    },
  }
}
