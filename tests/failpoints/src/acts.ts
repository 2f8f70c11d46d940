import { waitFor } from '@waybill/test-kit'
import { processesOf } from './progress.ts'
import type { Order } from './shop.ts'
import type { World } from './world.ts'

type System = World['system']

/** How the mailbox answers the next mails to the customer of the order. */
export const mailIsAnswered = (mode: string, times: number, { system }: World, { email: to }: Order) =>
  system.insist('mailbox', '/control/behaviour', { method: 'POST', body: { mode, times, match: { to } } })

export type Replica = 'order' | 'order-2'

/** What an operator asks of order, again while it is away; the answer's status. */
function operate({ system }: World, replica: Replica, path: string, body: object): Promise<number> {
  const headers = { authorization: `Bearer ${system.host.secrets.serviceKey}` }
  // Looking into an empty queue takes the ten seconds of a poll.
  const request = { method: 'POST', headers, body: { ...body, reason: 'a failpoint' }, timeoutMs: 20_000 }
  const answered = async () => {
    const { status } = await system.call(replica, `/api/internal/v1/${path}`, request)
    return status < 500 && status
  }
  return waitFor(answered, { what: `an answer to ${path}`, timeoutMs: 60_000, intervalMs: 100 })
}

/** An operator runs the job of the mail again. */
export async function retryMail(world: World, { orderId }: Order, replica: Replica): Promise<number> {
  const [process] = await processesOf(world.system, orderId)
  return operate(world, replica, `orderprocesses/${process}/jobs/notification/retry`, {})
}

/** An operator sends all dead letters of production back. */
export const redrive = (world: World, replica: Replica) =>
  operate(world, replica, 'deadletters/redrive', { queue: 'production' })

const deadLetterQueue = 'AWS__Resources__OrderProcessProductionDeadLetterQueueUrl'

/** The event of the order, as if production's listener had given it up. */
export async function layDeadLetter(system: System, orderId: string): Promise<void> {
  const payload = await system.database('order', async (client) => {
    const { rows } = await client.query<{ payload: string }>('select payload from outbox where aggregate_id = $1', [
      orderId,
    ])
    return rows[0]?.payload
  })
  const QueueUrl = system.host.resource('order').environment()[deadLetterQueue]
  await system.askQueue('SendMessage', 'production', { QueueUrl, MessageBody: payload })
}
