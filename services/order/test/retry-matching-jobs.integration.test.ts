import type { JobType } from '@waybill/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMessages } from './support/messages.ts'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, failJob, jobOf, type PaidOrder, report } from './support/paid-order.ts'

let order: OrderFixture
let messages: ReturnType<typeof createMessages>
beforeAll(async () => {
  order = await startOrderFixture()
  messages = createMessages(order.queues)
})
afterAll(async () => {
  messages.stop()
  await order.stop()
})

const retry = (body: unknown, headers: Record<string, string> = { 'x-operator': 'kim' }) =>
  order.call('POST', '/api/internal/v1/orderprocesses/retry', { body, headers })
const why = { reason: 'invoice is back' }

async function failed(...jobs: JobType[]): Promise<PaidOrder> {
  const paid = await createPaidOrder(order)
  for (const job of jobs) await failJob(order, paid.processId, job)
  return paid
}
const attempts = async ({ processId }: PaidOrder) =>
  Promise.all(
    (['production', 'invoice', 'notification'] as const).map(
      async (job) => (await jobOf(order, processId, job)).attempt,
    ),
  )
const actionsOf = ({ orderId }: PaidOrder) =>
  order.query(`
    select operator, action, reason, job from operator_actions where order_id = '${orderId}' order by job`)

describe('an operator retrying all failed jobs that match', () => {
  it('when jobs failed, each is its next attempt with an event and an action of its own, and nothing else is touched', async () => {
    const both = await failed('production', 'invoice')
    const one = await failed('invoice')
    const done = await createPaidOrder(order)
    await report(order, done.processId, { job: 'invoice', status: 'succeeded', attempt: 1, reference: 'INV-1' })
    await messages.next('invoice', one.orderId)

    expect((await retry(why)).body).toEqual({ retried: 3, remaining: false })
    expect(await attempts(both)).toEqual([2, 2, 1])
    expect(await attempts(one)).toEqual([1, 2, 1])
    expect(await attempts(done)).toEqual([1, 1, 1])
    const action = { operator: 'kim', action: 'retry-job', reason: 'invoice is back' }
    expect(await actionsOf(both)).toEqual([
      { ...action, job: 'invoice' },
      { ...action, job: 'production' },
    ])
    expect(await actionsOf(done)).toEqual([])
    const { body, attributes } = await messages.next('invoice', one.orderId)
    expect(attributes.eventType).toBe('invoice-requested')
    expect(JSON.parse(body).data.jobs).toEqual([{ job: 'invoice', attempt: 2 }])
    expect((await retry(why)).body).toEqual({ retried: 0, remaining: false })
  })

  it('when a job or an age is asked for, only those that match are retried', async () => {
    const both = await failed('production', 'invoice')
    expect((await retry({ ...why, job: 'notification' })).body.retried).toBe(0)
    expect((await retry({ ...why, olderThan: '2026-01-01T00:00:00Z' })).body.retried).toBe(0)
    expect((await retry({ ...why, job: 'invoice', olderThan: '2100-01-01T00:00:00+01:00' })).body.retried).toBe(1)
    expect(await attempts(both)).toEqual([1, 2, 1])
    await retry(why)
  })

  it('when two ask at once, each job is retried once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => failed('production', 'notification')))
    const answers = await Promise.all([retry(why), retry(why), retry(why)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.reduce((sum, { body }) => sum + body.retried, 0)).toBe(24)
    for (const paid of all) {
      expect(await attempts(paid)).toEqual([2, 1, 2])
      expect(await actionsOf(paid)).toHaveLength(2)
      const events = `select 1 from outbox where aggregate_id = '${paid.orderId}' and event_type like '%-requested'`
      expect(await order.query(events)).toHaveLength(2)
    }
  })

  it('when more than 1,000 match, 1,000 are retried, those of the oldest processes first, and the answer says that there are more', async () => {
    const oldest = await failed('production')
    await manyFailed(1_001)
    expect((await retry(why)).body).toEqual({ retried: 1_000, remaining: true })
    expect(await attempts(oldest)).toEqual([2, 1, 1])
    expect((await retry(why)).body).toEqual({ retried: 2, remaining: false })
  })

  it('when somebody holds the order of one, it is said that the database did not answer, and the next call does the rest', async () => {
    const held = await failed('invoice')
    const other = await failed('invoice')
    const letGo = await order.hold(held.orderId)
    const answer = await retry(why)
    await letGo()
    expect([answer.status, answer.body.code]).toEqual([503, 'database-unavailable'])
    await retry(why)
    expect([await attempts(held), await attempts(other)]).toEqual([
      [1, 2, 1],
      [1, 2, 1],
    ])
    expect([...(await actionsOf(held)), ...(await actionsOf(other))]).toHaveLength(2)
  })

  it.each([
    {},
    { reason: ' ' },
    { reason: 'x'.repeat(501) },
    { ...why, job: 'delivery' },
    { ...why, olderThan: 'yesterday' },
    { ...why, status: 'failed' },
  ])('when the request is %j, it is 400', async (body) => {
    expect((await retry(body)).status).toBe(400)
  })

  it('when the key is missing it is 401, and nothing is retried', async () => {
    const paid = await failed('invoice')
    expect((await retry(why, { authorization: 'Bearer nobody' })).status).toBe(401)
    expect(await attempts(paid)).toEqual([1, 1, 1])
  })
})

/** Processes with one failed job, as so many orders would have left them. */
async function manyFailed(count: number): Promise<void> {
  await order.query(`
    with o as (
      insert into orders (id, user_id, name, folded_name, status, currency, total_minor, customer_name, customer_email)
      select uuidv7(), uuidv7(), 'many', 'many', 'paid', 'EUR', 100, 'Somebody', 'somebody@example.com'
      from generate_series(1, ${count}) returning id
    ), i as (
      insert into order_items (order_id, position, sku, name, quantity, unit_price_minor)
      select id, 1, 'cake-1', 'Cake', 1, 100 from o
    ), c as (
      insert into checkouts (id, order_id, next_try_at, finished_at) select uuidv7(), id, now(), now() from o returning id, order_id
    ), p as (
      insert into order_processes (id, order_id, checkout_id, outcome) select uuidv7(), order_id, id, 'succeeded' from c returning id
    )
    insert into order_process_jobs (process_id, type, status, fault) select id, 'invoice', 'failed', 'permanent' from p`)
}
