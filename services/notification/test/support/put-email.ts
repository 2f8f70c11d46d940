import { randomUUIDv7 } from 'node:crypto'
import type { EmailStatus } from '@waybill/contracts'

type Query = (statement: string) => Promise<unknown>

/** An e-mail that is in this state and stays so: no sender takes it within an hour. Returns its id. */
export async function putEmail(
  query: Query,
  status: EmailStatus,
  { orderId = randomUUIDv7() as string, secondsOld = 0 } = {},
): Promise<string> {
  const id = randomUUIDv7()
  const at = `now() - interval '${secondsOld} s'`
  await query(`insert into emails (id, scope, idempotency_key, request_hash, user_id, order_id, process_id, attempt, template,
      to_address, data, subject, message_id, status, next_attempt_at, created_at, queued_at)
    values ('${id}', 'test', '${id}', '', '${id}', '${orderId}', '${id}', 1, 'order-paid', 'asa@example.test', '{}', 'Paid',
      '<${id}@waybill.test>', '${status}', now() + interval '1 h', ${at}, ${at})`)
  return id
}
