import type { Currency, OrderSummary } from '@waybill/contracts'
import { type Kysely, type RawBuilder, sql } from 'kysely'

/** The repositories write their SQL out; no table is named in a type. */
export type Sql = Kysely<unknown>

export const iso = (value: Date | string): string => new Date(value).toISOString()
export const isoOrNull = (value: Date | string | null): string | null => value && iso(value)

export type OrderRow = Omit<OrderSummary, 'createdAt' | 'updatedAt' | 'currency'> & {
  currency: string
  createdAt: Date
  updatedAt: Date
}

export const orderColumns = sql.raw(
  ['id', 'user_id', 'name', 'status', 'currency', 'total_minor', 'customer_name', 'version', 'created_at', 'updated_at']
    .map((column) => `o.${column} as "${camel(column)}"`)
    .join(', '),
)

export const toSummary = (row: OrderRow): OrderSummary => ({
  id: row.id,
  userId: row.userId,
  name: row.name,
  status: row.status,
  currency: row.currency as Currency,
  totalMinor: row.totalMinor,
  customerName: row.customerName,
  version: row.version,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
})

/** The one row of a statement, or nothing. */
export async function oneRow<T>(statement: RawBuilder<T>, db: Sql): Promise<T | undefined> {
  return (await statement.execute(db)).rows[0]
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
