import { startLocalQueues } from '@waybill/local-queues'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOverview } from '../src/repositories/overview.ts'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, failJob, report } from './support/paid-order.ts'

let emulator: Awaited<ReturnType<typeof startLocalQueues>>
let order: OrderFixture
beforeAll(async () => {
  emulator = await startLocalQueues({ port: 0 })
  order = await startOrderFixture({ SWEEP_INTERVAL_MS: '600000' }, emulator.endpoint)
})
afterAll(async () => {
  await order.stop()
  await emulator.stop()
})

const read = () => order.call('GET', '/api/internal/v1/overview')
const jobOf = (jobs: { job: string }[], job: string) => jobs.find((each) => each.job === job)

/** The service's own figures, without what it remembers of the totals. */
const figures = async () => {
  const overview = createOverview(order.db)
  return { ...(await overview.countTotals()), ...(await overview.countOpen()) }
}

describe('the overview', () => {
  it('when there is nothing yet, every figure is there and 0, and nothing has waited', async () => {
    const { status, body } = await read()
    expect(status).toBe(200)
    const idle = { queued: 0, running: 0, failed: 0, oldestWaitingSeconds: null }
    const empty = { visible: 0, inFlight: 0, delayed: 0, deadLetters: 0 }
    expect(body).toEqual({
      orders: { created: 0, payment_pending: 0, paid: 0, payment_failed: 0, cancelled: 0 },
      processes: { pending: 0, completed: 0, error: 0 },
      jobs: ['production', 'invoice', 'notification'].map((job) => ({ job, ...idle })),
      queues: ['production', 'invoice', 'notification'].map((queue) => ({ queue, ...empty })),
      outbox: { count: 0, oldestSeconds: null, parked: 0 },
      openCheckouts: { count: 0, oldestSeconds: null },
    })
  })

  it('when orders are in every stage, each is counted where it stands', async () => {
    await order.createOrder()
    const pending = await order.createOrder()
    await order.call('POST', `/api/v1/users/${pending.userId}/orders/${pending.orderId}/checkout`)
    await order.query(`update checkouts set started_at = now() - interval '90 s' where order_id = '${pending.orderId}'`)
    const failed = await createPaidOrder(order)
    await failJob(order, failed.processId, 'invoice')
    const done = await createPaidOrder(order)
    for (const job of ['production', 'invoice', 'notification']) {
      await report(order, done.processId, { job, status: 'succeeded', attempt: 1, reference: job })
    }
    const running = await createPaidOrder(order)
    await report(order, running.processId, { job: 'production', status: 'running', attempt: 1 })

    const { orders, processes, jobs, openCheckouts } = await figures()
    expect(orders).toEqual({ created: 1, payment_pending: 1, paid: 3, payment_failed: 0, cancelled: 0 })
    expect(processes).toEqual({ pending: 1, completed: 1, error: 1 })
    expect(jobOf(jobs, 'production')).toMatchObject({ queued: 1, running: 1, failed: 0 })
    expect(jobOf(jobs, 'invoice')).toMatchObject({ queued: 1, running: 0, failed: 1 })
    expect(jobOf(jobs, 'notification')).toMatchObject({ queued: 2, running: 0, failed: 0 })
    expect(openCheckouts.count).toBe(1)
    expect(openCheckouts.oldestSeconds).toBeGreaterThan(89)
    expect(openCheckouts.oldestSeconds).toBeLessThan(120)
  })

  it('when a job waits, its wait runs on when it is announced again, and begins anew with a new attempt', async () => {
    const waitOf = async () => {
      const { jobs } = await createOverview(order.db).countOpen()
      return jobs.find(({ job }) => job === 'invoice')?.oldestWaitingSeconds ?? 0
    }
    await order.query(`update order_process_jobs set created_at = now() - interval '600 s' where type = 'invoice'`)
    await order.query(`update order_process_jobs set updated_at = now(), deadline_at = now() + interval '1 h'`)
    expect(await waitOf()).toBeGreaterThan(599)
    await order.query(`update order_process_jobs set status = 'running' where type = 'invoice' and status = 'queued'`)
    const [failed] = await order.query<{ process_id: string }>(
      `select process_id from order_process_jobs where type = 'invoice' and status = 'failed'`,
    )
    const path = `/api/internal/v1/orderprocesses/${failed?.process_id}/jobs/invoice/retry`
    expect((await order.call('POST', path, { body: { reason: 'again' } })).status).toBe(202)
    expect(await waitOf()).toBeLessThan(60)
    await order.query(`update order_process_job_reports set at = now() - interval '300 s' where attempt = 2`)
    expect(await waitOf()).toBeGreaterThan(299)
  })

  it('when an event waits or is parked, the outbox says so', async () => {
    const { orderId } = await order.createOrder()
    const insert = (version: number, parkedAt: string) =>
      order.query(`
        insert into outbox (id, aggregate_type, aggregate_id, aggregate_version, event_type, payload, created_at, parked_at, claimed_until)
        values (uuidv7(), 'order', '${orderId}', ${version}, 'held', '{}', now() - interval '45 s', ${parkedAt}, now() + interval '1 h')`)
    await insert(1, 'now()')
    await insert(2, 'null')
    const { outbox } = (await read()).body
    expect(outbox).toMatchObject({ count: 1, parked: 1 })
    expect(outbox.oldestSeconds).toBeGreaterThan(44)
    await order.query(`delete from outbox where event_type = 'held'`)
  })

  it('when it is asked again soon, the totals are those of before, and what is open is of now', async () => {
    const before = (await read()).body
    const { userId, orderId } = await order.createOrder()
    await order.call('POST', `/api/v1/users/${userId}/orders/${orderId}/checkout`)
    const after = (await read()).body
    expect(after.orders).toEqual(before.orders)
    expect(after.openCheckouts.count).toBe(before.openCheckouts.count + 1)
  })

  it('when messages wait, the queues say so; when the queue server is away they are null, and the rest is told', async () => {
    const published = async () => (await read()).body.queues.every(({ visible }: { visible: number }) => visible >= 3)
    await waitFor(published, { what: 'the messages in their queues' })
    await emulator.stop()
    const { status, body } = await read()
    expect(status).toBe(200)
    expect(body.queues).toBeNull()
    expect(body.openCheckouts.count).toBe(2)
  })

  it('when the key is missing it is 401, when the method is wrong 405', async () => {
    const headers = { authorization: 'Bearer nobody' }
    expect((await order.call('GET', '/api/internal/v1/overview', { headers })).status).toBe(401)
    expect((await order.call('POST', '/api/internal/v1/overview', { body: {} })).status).toBe(405)
  })
})
