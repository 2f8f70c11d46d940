import type { Currency, OrderSummary } from '@waybill/contracts'
import { iso } from '@waybill/postgres'
import { sql } from 'kysely'

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

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
