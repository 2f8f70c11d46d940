import { randomUUIDv7 } from 'node:crypto'
import type { JobType } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMessages } from './support/messages.ts'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, failJob, jobOf, type PaidOrder } from './support/paid-order.ts'

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

const retry = (processId: string, job: JobType, body: unknown = { reason: 'it is back' }) =>
  order.call('POST', `/api/internal/v1/orderprocesses/${processId}/jobs/${job}/retry`, {
    body,
    headers: { 'x-operator': 'kim' },
  })
const read = async ({ userId, orderId }: PaidOrder) =>
  (await order.call('GET', `/api/internal/v1/users/${userId}/orders/${orderId}`)).body
const overdue = (processId: string, job: JobType) =>
  order.query(
    `update order_process_jobs set deadline_at = now() - interval '1 s' where process_id = '${processId}' and type = '${job}'`,
  )

describe('an operator retrying a job', () => {
  it('when it failed, it is queued as the next attempt, its own event goes to its own queue, and who and why are kept', async () => {
    const paid = await createPaidOrder(order)
    await messages.next('invoice', paid.orderId)
    await failJob(order, paid.processId, 'invoice')
    const { version } = await read(paid)
    const answer = await retry(paid.processId, 'invoice')
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({ job: 'invoice', status: 'queued', attempt: 2 })
    const { body, attributes } = await messages.next('invoice', paid.orderId)
    expect(attributes.eventType).toBe('invoice-requested')
    expect(JSON.parse(body).data.jobs).toEqual([{ job: 'invoice', attempt: 2 }])
    const { timeline, ...after } = await read(paid)
    expect(after.version).toBe(version + 1)
    expect(timeline).toContainEqual(
      expect.objectContaining({
        kind: 'operator-action',
        action: 'retry-job',
        job: 'invoice',
        operator: 'kim',
        reason: 'it is back',
      }),
    )
  })

  it('when two press retry at once, one attempt is made and the other is told', async () => {
    const { processId } = await createPaidOrder(order)
    await failJob(order, processId, 'production')
    const answers = await Promise.all([retry(processId, 'production'), retry(processId, 'production')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409])
    expect((await jobOf(order, processId, 'production')).attempt).toBe(2)
  })

  it('when the job has not failed it is 409, when nothing is there 404, without a reason 400', async () => {
    const { processId } = await createPaidOrder(order)
    expect((await retry(processId, 'invoice')).body.code).toBe('job-not-failed')
    expect((await retry(randomUUIDv7(), 'invoice')).status).toBe(404)
    expect((await retry(processId, 'delivery' as JobType)).status).toBe(400)
    expect((await retry(processId, 'invoice', { reason: ' ' })).status).toBe(400)
    expect((await retry(processId, 'invoice', {})).status).toBe(400)
  })
})

describe('the sweeper', () => {
  it('when a job made no progress before its deadline, it is announced again under the same attempt', async () => {
    const paid = await createPaidOrder(order)
    await messages.next('production', paid.orderId)
    const { version } = await read(paid)
    await overdue(paid.processId, 'production')
    const { body, attributes } = await messages.next('production', paid.orderId)
    expect(attributes.eventType).toBe('production-requested')
    expect(JSON.parse(body).data.jobs).toEqual([{ job: 'production', attempt: 1 }])
    expect(await jobOf(order, paid.processId, 'production')).toMatchObject({ status: 'queued', attempt: 1 })
    expect((await read(paid)).version).toBe(version + 1)
  })

  it('when a job failed by a passing fault, it is retried as the next attempt, and after the fifth an operator decides', async () => {
    const { processId } = await createPaidOrder(order)
    for (let attempt = 1; attempt < 5; attempt += 1) {
      await failJob(order, processId, 'invoice', 'passing', attempt)
      const failed = await jobOf(order, processId, 'invoice')
      expect(failed).toMatchObject({ status: 'failed', fault: 'passing', attempt })
      expect(failed.deadlineAt).not.toBeNull()
      await overdue(processId, 'invoice')
      await waitFor(async () => (await jobOf(order, processId, 'invoice')).attempt === attempt + 1, {
        what: `attempt ${attempt + 1}`,
      })
    }
    await failJob(order, processId, 'invoice', 'passing', 5)
    expect(await jobOf(order, processId, 'invoice')).toMatchObject({ status: 'failed', attempt: 5, deadlineAt: null })
  })

  it('when a job failed for good, it is left alone', async () => {
    const { processId } = await createPaidOrder(order)
    await failJob(order, processId, 'invoice')
    expect(await jobOf(order, processId, 'invoice')).toMatchObject({ status: 'failed', deadlineAt: null })
  })

  it('when somebody holds the order that waits longest, the others are announced all the same', async () => {
    const held = await createPaidOrder(order)
    const other = await createPaidOrder(order)
    await messages.next('production', other.orderId)
    const letGo = await order.hold(held.orderId)
    await overdue(held.processId, 'production')
    await overdue(other.processId, 'production')
    expect((await messages.next('production', other.orderId)).attributes.eventType).toBe('production-requested')
    await letGo()
    await messages.next('production', held.orderId)
    expect((await messages.next('production', held.orderId)).attributes.eventType).toBe('production-requested')
  })

  it('when an order still has an event to publish, none of its jobs is announced', async () => {
    const { processId, orderId } = await createPaidOrder(order)
    await messages.next('production', orderId) // or the event below would hold it back
    await order.query(`
      insert into outbox (id, aggregate_type, aggregate_id, aggregate_version, event_type, payload, parked_at)
      values (uuidv7(), 'order', '${orderId}', 1, 'held', '{}', now())`)
    const other = await createPaidOrder(order)
    await overdue(processId, 'production')
    await overdue(other.processId, 'production')
    await messages.next('production', other.orderId)
    await messages.next('production', other.orderId)
    const announced = `select 1 from outbox where aggregate_id = '${orderId}' and event_type = 'production-requested'`
    expect(await order.query(announced)).toEqual([])
    await order.query(`delete from outbox where event_type = 'held'`)
    await messages.next('production', orderId)
  })
})
