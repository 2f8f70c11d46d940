import type { ChaosSystem } from '@waybill/chaos'

type Lapse = { database: string; statement: string }

const past = `now() - interval '1 ms'`

/** Of one order ($1): every time after which another may take over what somebody has in hand. */
const leases: Lapse[] = [
  {
    database: 'order',
    statement: `update idempotency_keys set locked_until = ${past} where state = 'in_progress' and request ->> 'orderId' = $1`,
  },
  {
    database: 'order',
    statement: `update checkouts set next_try_at = ${past} where order_id = $1::uuid and finished_at is null`,
  },
  {
    database: 'order',
    statement: `update outbox set claimed_until = ${past}, next_attempt_at = ${past} where aggregate_id = $1::uuid and published_at is null`,
  },
  {
    database: 'payment',
    statement: `update payments set next_submit_at = case when status = 'submitting' then ${past} end, next_reconcile_at = ${past}
      where order_id = $1::uuid and status in ('submitting', 'pending')`,
  },
  {
    database: 'payment',
    statement: `update webhook_events set next_attempt_at = ${past} where status in ('received', 'waiting_for_payment')
      and merchant_reference in (select id from payments where order_id = $1::uuid)`,
  },
  {
    database: 'payment',
    statement: `update payment_confirmations set next_attempt_at = ${past} where delivered_at is null
      and payment_id in (select id from payments where order_id = $1::uuid)`,
  },
  {
    database: 'notification',
    statement: `update emails set next_attempt_at = ${past} where order_id = $1::uuid and status in ('queued', 'sending')`,
  },
  {
    database: 'notification',
    statement: `update job_reports set next_attempt_at = ${past} where delivered_at is null
      and email_id in (select id from emails where order_id = $1::uuid)`,
  },
]

/** The e-wallet knows a payment by its reference: the id of ours. */
const leasesOfWallet = [
  `update payments set decide_at = ${past} where not decided and merchant_reference::text = any($1)`,
  `update webhooks set next_attempt_at = ${past} where acknowledged_at is null
    and payment_id in (select id from payments where merchant_reference::text = any($1))`,
]

/**
 * Lets all leases of the order end now: rows in hand of a worker, keys of a run, messages of a listener. Nobody is told, as nobody is
 * told that time has passed; whoever looks next takes over.
 */
export async function endLeases(system: ChaosSystem, orderId: string): Promise<void> {
  await Promise.all([
    ...[...Map.groupBy(leases, ({ database }) => database)].map(([name, ended]) =>
      system.database(name, async (client) => {
        for (const { statement } of ended) await client.query(statement, [orderId])
      }),
    ),
    endLeasesOfWallet(system, orderId),
    ...['production', 'invoice', 'notification'].map((queue) => endVisibility(system, queue, orderId)),
  ])
}

async function endLeasesOfWallet(system: ChaosSystem, orderId: string): Promise<void> {
  const paymentIds = await paymentsOf(system, orderId)
  await system.database('ewallet', async (client) => {
    for (const statement of leasesOfWallet) await client.query(statement, [paymentIds])
  })
}

export const paymentsOf = (system: ChaosSystem, orderId: string): Promise<string[]> =>
  system.database('payment', async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from payments where order_id = $1', [orderId])
    return rows.map(({ id }) => id)
  })

type InFlight = { message: { body: string }; receiptHandle: string }

async function endVisibility(system: ChaosSystem, queue: string, orderId: string): Promise<void> {
  const { text } = await system.call('queues', `/_fauxqs/queues/order-process-${queue}`)
  const { inflight } = JSON.parse(text).messages as { inflight: InFlight[] }
  const his = inflight.filter(({ message }) => message.body.includes(orderId))
  for (const { receiptHandle: ReceiptHandle } of his) {
    await system.askQueue('ChangeMessageVisibility', queue, { ReceiptHandle, VisibilityTimeout: 0 })
  }
}

/** The same for the time after which order asks again for a job without progress. */
export async function endDeadlines(system: ChaosSystem, orderId: string): Promise<void> {
  await system.database('order', (client) =>
    client.query(
      `update order_process_jobs set deadline_at = ${past} where status in ('queued', 'running')
       and process_id in (select id from order_processes where order_id = $1)`,
      [orderId],
    ),
  )
}
