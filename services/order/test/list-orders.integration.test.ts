import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, type PaidOrder } from './support/paid-order.ts'

type Placed = { userId: string; orderId: string }

let order: OrderFixture
let first: Placed
let paid: PaidOrder
let last: Placed

beforeAll(async () => {
  order = await startOrderFixture()
  first = await order.createOrder(randomUUIDv7(), { name: 'the first' })
  paid = await createPaidOrder(order)
  last = await order.createOrder()
})
afterAll(() => order.stop())

const list = (query: Record<string, string> = {}) =>
  order.call('GET', `/api/internal/v1/orders?${new URLSearchParams(query)}`)
const ids = async (query: Record<string, string> = {}) =>
  (await list(query)).body.data.map(({ id }: { id: string }) => id) as string[]

describe('the list of all orders', () => {
  it('when nothing is asked for, the orders of all users are there, newest first', async () => {
    const { status, body } = await list()
    expect(status).toBe(200)
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([last.orderId, paid.orderId, first.orderId])
    expect(body.data[2]).toMatchObject({
      userId: first.userId,
      name: 'the first',
      status: 'created',
      totalMinor: 1_099,
    })
    expect(body.pagination).toEqual({
      ...{ page: 1, pageSize: 20, totalItems: 3, totalPages: 1, totalIsExact: true, nextAfter: null },
    })
  })

  it('when a status, an order or both are asked for, exactly those are found', async () => {
    expect(await ids({ status: 'paid' })).toEqual([paid.orderId])
    expect(await ids({ status: 'cancelled' })).toEqual([])
    expect(await ids({ orderId: first.orderId.toUpperCase() })).toEqual([first.orderId])
    expect(await ids({ orderId: first.orderId, status: 'paid' })).toEqual([])
    expect(await ids({ orderId: randomUUIDv7() })).toEqual([])
  })

  it.each([
    ['2026-01-01T00:00:00Z', 0],
    ['2100-01-01T00:00:00+01:00', 3],
    ['0000-01-01T00:00:00Z', 0],
    ['9999-12-31T23:59:59.999999999-23:59', 3],
  ])('when those older than %s are asked for, %i are found', async (olderThan, count) => {
    expect(await ids({ olderThan })).toHaveLength(count)
  })

  it('when it is paged, pages follow each other and one beyond the end is empty', async () => {
    expect(await ids({ pageSize: '2' })).toEqual([last.orderId, paid.orderId])
    expect(await ids({ pageSize: '2', page: '2' })).toEqual([first.orderId])
    const beyond = await list({ pageSize: '2', page: '9' })
    expect(beyond.body).toMatchObject({ data: [], pagination: { page: 9, totalItems: 3, totalPages: 2 } })
  })

  it('when ids were made one after another, their order is the order of creation', async () => {
    const agree = await order.query<{ agree: boolean }>(`
      select bool_and(created_at >= before) as agree
      from (select created_at, lag(created_at) over (order by id) as before from orders) one_by_one`)
    expect(agree).toEqual([{ agree: true }])
  })

  it.each([
    { status: 'stuck' },
    { orderId: '7' },
    { olderThan: 'yesterday' },
    { page: '0' },
    { page: '1e3' },
    { pageSize: '101' },
    { userId: randomUUIDv7() },
  ] as Record<string, string>[])('when the query is %j, it is 400 and says what is wrong', async (query) => {
    const { status, body } = await list(query)
    expect(status).toBe(400)
    expect(body.errors.length).toBeGreaterThan(0)
  })

  it('when a parameter is repeated it is 400; without the key it is 401', async () => {
    expect((await order.call('GET', '/api/internal/v1/orders?page=1&page=2')).status).toBe(400)
    const headers = { authorization: 'Bearer nobody' }
    expect((await order.call('GET', '/api/internal/v1/orders', { headers })).status).toBe(401)
  })

  it('when there are more than 1,000, the total says that it is not exact', async () => {
    await order.query(`
      insert into orders (id, user_id, name, folded_name, status, currency, total_minor, customer_name, customer_email)
      select uuidv7(), uuidv7(), 'many', 'many', 'payment_failed', 'EUR', 100, 'x', 'x@example.com'
      from generate_series(1, 1005) n`)
    const { body } = await list({ status: 'payment_failed' })
    expect(body.pagination).toMatchObject({ totalItems: 1_000, totalPages: 50, totalIsExact: false })
    expect(await ids({ status: 'payment_failed', page: '51' })).toHaveLength(5)
  })
})
