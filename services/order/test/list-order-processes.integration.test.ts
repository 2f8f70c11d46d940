import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, failJob, type PaidOrder, report } from './support/paid-order.ts'

let order: OrderFixture
let stuck: PaidOrder
let failed: PaidOrder
let done: PaidOrder

beforeAll(async () => {
  order = await startOrderFixture()
  stuck = await createPaidOrder(order)
  failed = await createPaidOrder(order)
  done = await createPaidOrder(order)
  await failJob(order, failed.processId, 'invoice')
  for (const job of ['production', 'invoice', 'notification']) {
    await report(order, done.processId, { job, status: 'succeeded', attempt: 1, reference: job })
  }
})
afterAll(() => order.stop())

const list = (query: Record<string, string> = {}) =>
  order.call('GET', `/api/internal/v1/orderprocesses?${new URLSearchParams(query)}`)
const ids = async (query: Record<string, string>) =>
  (await list(query)).body.data.map((process: { id: string }) => process.id)

describe('the list of order processes', () => {
  it('when nothing is asked for, all are there, newest first, with their jobs and their order', async () => {
    const { body } = await list()
    expect(body.data.map((process: { id: string }) => process.id)).toEqual([
      done.processId,
      failed.processId,
      stuck.processId,
    ])
    expect(body.pagination).toMatchObject({ page: 1, totalItems: 3, totalIsExact: true })
    expect(body.data[1]).toMatchObject({ status: 'error', orderId: failed.orderId, userId: failed.userId })
  })

  it('when a status is asked for, with or without a job, exactly those processes are found', async () => {
    expect(await ids({ status: 'error' })).toEqual([failed.processId])
    expect(await ids({ status: 'error', job: 'invoice' })).toEqual([failed.processId])
    expect(await ids({ status: 'error', job: 'production' })).toEqual([])
    expect(await ids({ status: 'completed' })).toEqual([done.processId])
    expect(await ids({ status: 'pending' })).toEqual([stuck.processId])
    expect(await ids({ status: 'pending', job: 'production' })).toEqual([stuck.processId])
  })

  it('when an age is asked for, only older ones are found', async () => {
    expect(await ids({ olderThan: '2026-01-01T00:00:00Z' })).toEqual([])
    expect(await ids({ olderThan: '2100-01-01T00:00:00+01:00' })).toHaveLength(3)
  })

  it.each([
    ['0000-01-01T00:00:00Z', 0],
    ['2026-01-01T00:00:00+23:59', 0],
    ['2100-01-01T00:00:00-23:59', 3],
    [`2100-01-01T00:00:00.${'1'.repeat(300)}Z`, 3],
    ['9999-12-31T23:59:59.999999999Z', 3],
  ])('when the age is the odd but valid time %s, %i are older', async (olderThan, count) => {
    expect(await ids({ olderThan })).toHaveLength(count)
  })

  it('when it is paged, pages follow each other and one beyond the end is empty', async () => {
    expect(await ids({ pageSize: '2', page: '2' })).toEqual([stuck.processId])
    expect(await ids({ pageSize: '2', page: '9' })).toEqual([])
  })

  it.each([{ status: 'stuck' }, { job: 'delivery' }, { olderThan: 'yesterday' }, { page: '0' }, { pageSize: '1e1' }])(
    'when the query is %j, it is 400',
    async (query) => {
      expect((await list(query as Record<string, string>)).status).toBe(400)
    },
  )

  it('when one process is asked for, it has every report; an unknown one is 404', async () => {
    const { body } = await order.call('GET', `/api/internal/v1/orderprocesses/${failed.processId}`)
    expect(body.reports.at(-1)).toMatchObject({ job: 'invoice', status: 'failed', fault: 'permanent' })
    expect((await order.call('GET', `/api/internal/v1/orderprocesses/${randomUUIDv7()}`)).status).toBe(404)
  })
})
