import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'

let order: OrderFixture
const userId = randomUUIDv7()
const names = [
  'Café für José',
  '100% wool',
  'snake_case',
  'back\\slash',
  "O'Brien's",
  'Łódź',
  'שלום',
  '🎁 Gift',
  'Straße 7',
]

const search = async (query: Record<string, string>, of = userId) => {
  const answer = await order.call('GET', `/api/v1/users/${of}/orders?${new URLSearchParams(query)}`)
  return { ...answer, names: (answer.body.data ?? []).map((found: { name: string }) => found.name) as string[] }
}

beforeAll(async () => {
  order = await startOrderFixture()
  for (const name of names) await order.createOrder(userId, { name })
  await order.createOrder(randomUUIDv7(), { name: 'Café of somebody else' })
})
afterAll(() => order.stop())

describe('searching orders by name', () => {
  it('when the name is blank or missing, all are there, newest first', async () => {
    for (const query of [{}, { name: '' }, { name: '   ' }] as Record<string, string>[]) {
      expect((await search(query)).names).toEqual(names.toReversed())
    }
  })

  it.each([
    ['jose', ['Café für José']],
    ['FÜR', ['Café für José']],
    ['cafe', ['Café für José']],
    ['strasse', ['Straße 7']],
    ['lodz', ['Łódź']],
    ['%', ['100% wool']],
    ['_', ['snake_case']],
    ['\\', ['back\\slash']],
    ["'", ["O'Brien's"]],
    ['לום', ['שלום']],
    ['🎁', ['🎁 Gift']],
    ['7', ['Straße 7']],
    ['  wool ', ['100% wool']],
    ['no such thing', []],
  ])('when the term is %j, it finds %j', async (name, found) => {
    const answer = await search({ name })
    expect(answer.status).toBe(200)
    expect(answer.names).toEqual(found)
    expect(answer.body.pagination.totalItems).toBe(found.length)
  })

  it('when a page is asked for, its place and the totals are right, and a page beyond the end is empty', async () => {
    const second = await search({ page: '2', pageSize: '4' })
    expect(second.names).toEqual(names.toReversed().slice(4, 8))
    expect(second.body.pagination).toMatchObject({
      page: 2,
      pageSize: 4,
      totalItems: 9,
      totalPages: 3,
      totalIsExact: true,
    })
    const beyond = await search({ page: '999999', pageSize: '100' })
    expect(beyond.status).toBe(200)
    expect(beyond.body).toMatchObject({ data: [], pagination: { totalItems: 9, nextAfter: null } })
  })

  it('when the cursor is followed, every order comes once, in order', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const query: Record<string, string> = { pageSize: '2', ...(after && { after }) }
      const answer = await search(query)
      seen.push(...answer.names)
      expect(answer.body.pagination.totalItems).toBe(9)
      after = answer.body.pagination.nextAfter
    } while (after)
    expect(seen).toEqual(names.toReversed())
  })

  it('when orders were made at the same moment, they are ordered by id and no page repeats or skips one', async () => {
    const twins = randomUUIDv7()
    for (let i = 0; i < 5; i += 1) await order.createOrder(twins, { name: `twin ${i}` })
    await order.query(`update orders set created_at = '2026-01-01' where user_id = '${twins}'`)
    const all = (await search({}, twins)).body.data.map((found: { id: string }) => found.id)
    expect(all).toEqual(all.toSorted().toReversed())
    const first = await search({ pageSize: '3' }, twins)
    const rest = await search({ pageSize: '3', after: first.body.pagination.nextAfter }, twins)
    expect([...first.body.data, ...rest.body.data].map((found: { id: string }) => found.id)).toEqual(all)
  })

  it('when a status is asked for, only orders in it are found', async () => {
    expect((await search({ status: 'created' })).names).toHaveLength(9)
    expect((await search({ status: 'paid' })).names).toEqual([])
  })

  it('when there are more than 1,000, the total says that it is not exact', async () => {
    const big = randomUUIDv7()
    await order.query(`
      insert into orders (id, user_id, name, folded_name, status, currency, total_minor, customer_name, customer_email)
      select uuidv7(), '${big}', 'order ' || n, 'order ' || n, 'created', 'EUR', 100, 'x', 'x@example.com'
      from generate_series(1, 1005) n`)
    expect((await search({}, big)).body.pagination).toMatchObject({ totalItems: 1_000, totalIsExact: false })
    expect((await search({ page: '51', pageSize: '20' }, big)).names).toHaveLength(5)
    expect((await search({ name: 'order 100' }, big)).body.pagination).toMatchObject({
      totalItems: 7,
      totalIsExact: true,
    })
  })

  it.each([
    { page: '0' },
    { page: '-1' },
    { page: '1e3' },
    { page: '0x10' },
    { page: 'NaN' },
    { pageSize: '0' },
    { pageSize: '101' },
    { status: 'unknown' },
    { name: 'x'.repeat(201) },
    { after: 'nonsense' },
    { after: 'zz.0190-x', page: '1' },
    { unknown: '1' },
  ] as Record<string, string>[])('when the query is %j, it is 400 and says what is wrong', async (query) => {
    const answer = await search(query)
    expect(answer.status).toBe(400)
    expect(answer.body.errors.length).toBeGreaterThan(0)
  })

  it('when the user has no orders, the page is empty', async () => {
    expect((await search({}, randomUUIDv7())).body).toMatchObject({
      data: [],
      pagination: { totalItems: 0, totalPages: 0 },
    })
  })

  it("when an order is another user's or unknown, it is 404, alike", async () => {
    const { orderId } = await order.createOrder()
    const others = await order.call('GET', `/api/v1/users/${userId}/orders/${orderId}`)
    const unknown = await order.call('GET', `/api/v1/users/${userId}/orders/${randomUUIDv7()}`)
    expect([others.status, unknown.status]).toEqual([404, 404])
    const { requestId: _, ...first } = others.body
    const { requestId: __, ...second } = unknown.body
    expect(first).toEqual(second)
  })
})
