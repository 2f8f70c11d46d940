import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'

let order: OrderFixture

beforeAll(async () => {
  order = await startOrderFixture({
    ...{ USER_READS_PER_SECOND: '1', USER_READS_BURST: '5' },
    ...{ USER_WRITES_PER_SECOND: '1', USER_WRITES_BURST: '3' },
  })
})
afterAll(() => order.stop())

const ordersOf = (userId: string) => `/api/v1/users/${userId}/orders`
const times = <T>(count: number, ask: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => ask(index)))
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status)

describe('how often one user may ask', () => {
  it('when it is too often, it is 429 with Retry-After, however the id is spelled; another user is served', async () => {
    const userId = randomUUIDv7()
    const answers = await times(40, (index) => order.call('GET', ordersOf(index % 2 ? userId : userId.toUpperCase())))
    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5)
    expect(refused.length).toBeGreaterThan(20)
    expect(refused[0]?.body).toMatchObject({ code: 'too-many-requests' })
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    expect((await order.call('GET', ordersOf(randomUUIDv7()))).status).toBe(200)
  })

  it('when a checkout is refused so, its key is not claimed: the same key works afterwards', async () => {
    const placed = await order.createOrder()
    const path = `${ordersOf(placed.userId)}/${placed.orderId}/checkout`
    const checkout = async (key: string) => ({
      key,
      ...(await order.call('POST', path, { headers: { 'idempotency-key': key } })),
    })
    const answers = await times(40, () => checkout(randomUUIDv7()))
    const refused = answers.filter(({ status }) => status === 429).map(({ key }) => key)
    expect(refused.length).toBeGreaterThan(20)
    const claimed = await order.query<{ key: string }>(
      `select key from idempotency_keys where scope like '%${placed.userId}'`,
    )
    expect(claimed.length).toBeGreaterThan(0)
    expect(claimed.filter(({ key }) => refused.includes(key))).toEqual([])
    const again = async () => (await checkout(refused[0] ?? '')).body.code
    await expect.poll(again, { timeout: 10_000, interval: 200 }).toBe('payment-in-progress')
  })

  it('when it is an internal call, or names no user, it is not limited', async () => {
    const userId = randomUUIDv7()
    const internal = () => order.call('GET', `/api/internal/v1/users/${userId}/orders/${randomUUIDv7()}`)
    expect(new Set(statuses(await times(20, internal)))).toEqual(new Set([404]))
    expect(new Set(statuses(await times(20, () => order.call('GET', ordersOf('nobody')))))).toEqual(new Set([400]))
  })
})
