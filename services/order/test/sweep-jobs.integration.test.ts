import { randomUUIDv7 } from 'node:crypto'
import { fixedClock } from '@waybill/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createJobs } from '../src/repositories/jobs.ts'
import { createSweepJobs } from '../src/use-cases/sweep-jobs.ts'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, report } from './support/paid-order.ts'

let order: OrderFixture
beforeAll(async () => {
  order = await startOrderFixture({ SWEEP_INTERVAL_MS: '600000' }) // only the sweepers of the test sweep
})
afterAll(() => order.stop())

/** A job past its deadline, and replicas that have all found it before any of them announces it. */
async function overdue() {
  const paid = await createPaidOrder(order)
  await order.query(`update outbox set published_at = now()`)
  await order.query(`
    update order_process_jobs set deadline_at = now() - interval '1 s'
    where process_id = '${paid.processId}' and type = 'invoice'`)
  const jobs = createJobs(order.db)
  const found = await jobs.findOverdue('invoice', 10)
  expect(found.map(({ processId }) => processId)).toEqual([paid.processId])
  const sweepJobs = createSweepJobs({
    ...{ jobs: { ...jobs, findOverdue: async () => found }, visibleIn: async () => 0 },
    ...{ newId: randomUUIDv7, now: fixedClock(), traceparent: () => undefined, announced: () => {} },
  })
  return { ...paid, sweep: () => sweepJobs('invoice') }
}

const announced = ({ orderId }: { orderId: string }) =>
  order.query(`select 1 from outbox where aggregate_id = '${orderId}' and event_type = 'invoice-requested'`)

it('when several replicas sweep at once, and one of them late, the job is announced once', async () => {
  const { sweep, ...paid } = await overdue()
  const counts = await Promise.all([sweep(), sweep(), sweep()])
  expect([...counts, await sweep()].reduce((sum, count) => sum + count)).toBe(1)
  expect(await announced(paid)).toHaveLength(1)
})

it('when the job succeeds after it was found, it is not announced', async () => {
  const { sweep, ...paid } = await overdue()
  await report(order, paid.processId, { job: 'invoice', status: 'succeeded', attempt: 1, reference: 'INV-1' })
  expect(await sweep()).toBe(0)
  expect(await announced(paid)).toEqual([])
})
