import { createOutboxAdmin, type ParkedEvent } from '@waybill/outbox'
import { inTransaction, iso, oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { createOperatorActions } from './operator-actions.ts'

/** Outbox rows that SNS refused for good. */
export function createParkedEvents(db: Sql) {
  const outbox = createOutboxAdmin({ db })
  return {
    /** Oldest first. */
    async list() {
      return (await outbox.listParked()).map(shown)
    },

    async exists(id: string): Promise<boolean> {
      return (await oneRow(sql`select 1 from outbox where id = ${id}`, db)) !== undefined
    },

    /** Makes the event due again and records who did so and why, both or neither; false when it is not parked. */
    async release(id: string, action: { id: string; operator: string; reason: string }): Promise<boolean> {
      return inTransaction(db, async (trx) => {
        const order = await oneRow(
          sql<{ orderId: string }>`
            select o.id as "orderId" from orders o join outbox x on x.aggregate_id = o.id where x.id = ${id} for update of o`,
          trx,
        )
        if (!order || !(await createOutboxAdmin({ db: trx }).releaseParked(id))) return false
        const subject = { orderId: order.orderId, processId: null, job: null, subject: id }
        await createOperatorActions(trx).record({ ...action, action: 'release-event', ...subject })
        return true
      })
    },
  }
}

export type ParkedEvents = ReturnType<typeof createParkedEvents>

const shown = ({ aggregateId, aggregateVersion, ...event }: ParkedEvent) => ({
  ...event,
  orderId: aggregateId,
  version: aggregateVersion,
  createdAt: iso(event.createdAt),
  parkedAt: iso(event.parkedAt),
})
