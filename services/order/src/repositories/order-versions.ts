import type { OrderChanged } from '@waybill/contracts'
import { iso, oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'

type VersionRow = Omit<OrderChanged, 'updatedAt'> & { updatedAt: Date }

const columns = sql`id as "orderId", status, version, updated_at as "updatedAt"`

/** How far orders have come, and nothing else of them. */
export function createOrderVersions(db: Sql) {
  return {
    /** The order's, if it is this user's. */
    async ofUser(userId: string, orderId: string): Promise<OrderChanged | undefined> {
      const row = await oneRow(
        sql<VersionRow>`select ${columns} from orders where id = ${orderId} and user_id = ${userId}`,
        db,
      )
      return row && toChanged(row)
    },

    /** Those of all these orders, in one statement. */
    async of(orderIds: readonly string[]): Promise<OrderChanged[]> {
      const statement = sql<VersionRow>`select ${columns} from orders where id = any(${orderIds}::uuid[])`
      return (await statement.execute(db)).rows.map(toChanged)
    },
  }
}

export type OrderVersions = ReturnType<typeof createOrderVersions>

const toChanged = (row: VersionRow): OrderChanged => ({ ...row, updatedAt: iso(row.updatedAt) })
