import type { CheckingDatabase, Violation } from '@waybill/chaos'

/** A row that an invariant names, with the cell to which it belongs; null: no order is named by it. */
export type Attributed = { cell: string | null; invariant: string; row: Record<string, unknown> }

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The customers' addresses by every id under which their order is known anywhere. */
export async function readPlaces(database: Pick<CheckingDatabase, 'query'>): Promise<Map<string, string>> {
  const rows = await database.query(`
    with known as (
      select id as order_id, id from ord.orders union all select id, user_id from ord.orders
      union all select order_id, id from ord.checkouts
      union all select order_id, id from ord.order_processes
      union all select aggregate_id, id from ord.outbox
      union all select order_id, id from pay.payments
      union all select order_id, id from ntf.emails
    )
    select k.id, o.customer_email from known k join ord.orders o on o.id = k.order_id`)
  return new Map(rows.map((row) => [String(row.id), String(row.customer_email)]))
}

/** Each row of each violation for itself, with its cell by the first id in it that is known. */
export function attribute(violations: readonly Violation[], places: ReadonlyMap<string, string>): Attributed[] {
  return violations.flatMap(({ invariant, rows }) =>
    rows.map((row) => {
      const known = JSON.stringify(row)
        .match(uuid)
        ?.flatMap((id) => places.get(id) ?? [])
      return { cell: known?.[0] === undefined ? null : cellOf(known[0]), invariant, row }
    }),
  )
}

/** `order.kill.mail-7@example.com` belongs to `order.kill`. */
const cellOf = (address: string): string => address.split('.').slice(0, 2).join('.')
