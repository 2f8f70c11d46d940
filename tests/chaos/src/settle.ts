import { setTimeout as pause } from 'node:timers/promises'
import { topology } from '@waybill/local-queues'
import type { ChaosSystem } from './system.ts'

/** What is still under way, by the database in which it is: each counts rows, and all are 0 in a quiet system. */
const underWay: Record<string, Record<string, string>> = {
  order: {
    'orders that wait for a payment': `select from orders where status = 'payment_pending'`,
    'open checkouts': 'select from checkouts where finished_at is null',
    'keys in progress': `select from idempotency_keys where state = 'in_progress'`,
    'events to publish': 'select from outbox where published_at is null and parked_at is null',
    'jobs under way': `
      select from order_process_jobs
      where status in ('queued', 'running') or status = 'failed' and fault = 'passing' and attempt < 5`,
  },
  payment: {
    'payments without an end': `select from payments where status in ('submitting', 'pending')`,
    'webhooks to apply': `select from webhook_events where status in ('received', 'waiting_for_payment')`,
    'orders to tell': 'select from payment_confirmations where delivered_at is null',
  },
  notification: {
    'mails to send': `select from emails where status in ('queued', 'sending')`,
    'jobs to report': 'select from job_reports where delivered_at is null',
  },
  ewallet: { 'webhooks to deliver': 'select from webhooks where acknowledged_at is null' },
}

/** By what it is, only what there is; undefined while somebody who must be asked is away. */
export type Unrest = Record<string, number>

/** Everything that is still under way in the system, by its databases and queues. Never rejects. */
export async function readUnrest(system: ChaosSystem): Promise<Unrest | undefined> {
  try {
    const counted = await Promise.all([
      ...Object.entries(underWay).map(([name, questions]) => countRows(system, name, questions)),
      ...Object.entries(topology.queues).map(([queue, { name }]) => countMessages(system, queue, name)),
    ])
    const counts = Object.assign({}, ...counted) as Unrest
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
  } catch {
    return undefined
  }
}

function countRows(system: ChaosSystem, name: string, questions: Record<string, string>): Promise<Unrest> {
  const counts = Object.entries(questions).map(([what, rows]) => `(select count(*)::int from (${rows}) r) as "${what}"`)
  return system.database(name, async (client) => (await client.query(`select ${counts.join(', ')}`)).rows[0])
}

async function countMessages(system: ChaosSystem, queue: string, name: string): Promise<Unrest> {
  const { text } = await system.call('queues', `/_fauxqs/queues/${name}`)
  const { ready, delayed, inflight } = JSON.parse(text).messages
  return { [`messages for ${queue}`]: ready.length + delayed.length + inflight.length }
}

type Patience = { withinMs: number; signal: AbortSignal; now: () => Date; isDone: () => boolean }

/** Waits until nothing is under way and `isDone` says so too. Answers when that was, or null and what is left at the end. */
export async function waitForQuiet(system: ChaosSystem, { withinMs, signal, now, isDone }: Patience) {
  const deadline = now().getTime() + withinMs
  let unrest: Unrest | undefined
  while (now().getTime() < deadline) {
    signal.throwIfAborted()
    const looked = await readUnrest(system)
    unrest = looked ?? unrest
    if (looked && Object.keys(looked).length === 0 && isDone()) return { quietAt: now(), unrest: {} }
    await pause(500)
  }
  return { quietAt: null, unrest: unrest ?? {} }
}

export type Recovery = { orderId: string; recoveredMs: number }

/**
 * How long each order took that the end of the faults found unsettled, or that was checked out after it: from then, until its
 * last job, or its payment where it has none, had ended.
 */
export async function readRecoveries(system: ChaosSystem, faultsEndedAt: Date): Promise<Recovery[]> {
  const { rows } = await system.database('order', (client) =>
    client.query<{ order_id: string; recovered_ms: number }>(
      `with settled as (
         select o.id as order_id,
           greatest($1::timestamptz, (select max(c.started_at) from checkouts c where c.order_id = o.id)) as since,
           greatest(
             (select max(t.at) from order_transitions t where t.order_id = o.id),
             (select max(j.updated_at) from order_processes p join order_process_jobs j on j.process_id = p.id
              where p.order_id = o.id)) as until
         from orders o where exists (select from checkouts c where c.order_id = o.id)
       )
       select order_id, extract(epoch from until - since)::float8 * 1000 as recovered_ms
       from settled where until > since order by 2`,
      [faultsEndedAt],
    ),
  )
  return rows.map(({ order_id, recovered_ms }) => ({ orderId: order_id, recoveredMs: recovered_ms }))
}

/** How many orders are in each state, for a person to watch. */
export function countOrders(system: ChaosSystem): Promise<Record<string, number>> {
  return system.database('order', async (client) => {
    const { rows } = await client.query<{ status: string; count: number }>(
      'select status, count(*)::int as count from orders group by status order by status',
    )
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
  })
}
