import type { ChaosSystem } from '@waybill/chaos'

/** A point of an order's way at which it can be held. */
export type Stage = {
  name: string
  /** Ways on which nothing passes while orders are brought here. */
  gates: readonly string[]
  /** Where to ask whether they are here, and how many rows say so for so many orders. */
  database: string
  rows: string
  rowsFor: (orders: number) => number
}

const someOf = () => 1

/**
 * From the end of an order's way to its beginning, for each gate bars the way to all that comes after it. The rows say in whose
 * hands it is: a mail that is being sent, jobs of three listeners, an event that a relay has claimed, a payment that the
 * e-wallet is telling of, one that is being submitted. Where a worker takes its work one by one, it is enough that it holds one.
 */
export const stages: readonly Stage[] = [
  {
    name: 'mail',
    gates: ['notification→mailbox-smtp'],
    database: 'notification',
    rows: `select from emails where status = 'sending' and order_id = any($1)`,
    rowsFor: (orders) => orders,
  },
  {
    name: 'process',
    gates: ['production-listener→production', 'invoice-listener→invoice', 'notification-listener→notification'],
    database: 'order',
    rows: `
      select from order_process_jobs j join order_processes p on p.id = j.process_id
      where j.status = 'running' and p.order_id = any($1)`,
    rowsFor: (orders) => 3 * orders,
  },
  {
    name: 'relay',
    gates: ['order→queue-proxy'],
    database: 'order',
    rows: `select from outbox where published_at is null and claimed_until > now() and aggregate_id = any($1)`,
    rowsFor: someOf,
  },
  {
    name: 'wallet',
    gates: ['e-wallet→payment'],
    database: 'payment',
    rows: `select from payments where status = 'pending' and order_id = any($1)`,
    rowsFor: someOf,
  },
  {
    name: 'submit',
    gates: ['payment→e-wallet'],
    database: 'payment',
    rows: `select from payments where status = 'submitting' and order_id = any($1)`,
    rowsFor: someOf,
  },
]

/** How many rows say that these orders are at the stage. */
export function countAt(system: ChaosSystem, { database, rows }: Stage, orderIds: readonly string[]): Promise<number> {
  return system.database(database, async (client) => {
    const counted = await client.query<{ count: number }>(`select count(*)::int from (${rows}) r`, [orderIds])
    return counted.rows[0]?.count ?? 0
  })
}
