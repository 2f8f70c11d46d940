import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newOrder, type OrderFixture, startOrderFixture } from './support/order-fixture.ts'

let order: OrderFixture
const userId = randomUUIDv7()
const path = `/api/internal/v1/users/${userId}/orders`
const create = (body: unknown, key: string | undefined = randomUUIDv7()) =>
  order.call('POST', path, { body, headers: key === undefined ? {} : { 'idempotency-key': key } })

beforeAll(async () => {
  order = await startOrderFixture()
})
afterAll(() => order.stop())

describe('creating an order', () => {
  it('when it is sound, it is stored with its items, total and first transition', async () => {
    const { status, body } = await create(newOrder())
    expect(status).toBe(201)
    expect(body).toMatchObject({ userId, name: 'Birthday of José', status: 'created', totalMinor: 1_099, version: 1 })
    const read = await order.call('GET', `/api/v1/users/${userId}/orders/${body.id}`)
    expect(read.body.items).toEqual(newOrder().items)
    expect(read.body.timeline).toMatchObject([
      { kind: 'transition', from: null, to: 'created', cause: 'order-created' },
    ])
    expect(read.headers.get('etag')).toBe('"1"')
  })

  it('when a client has the current version already, it is 304 without a body; an older one gets the order', async () => {
    const { body } = await create(newOrder())
    const get = (tags: string) =>
      order.call('GET', `/api/v1/users/${userId}/orders/${body.id}`, { headers: { 'if-none-match': tags } })
    for (const tags of ['"1"', 'W/"1"', '"0", "1"', '*']) {
      const answer = await get(tags)
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', '"1"'])
    }
    expect((await get('"0"')).status).toBe(200)
  })

  it('when it has no name, it gets `Order-` and eight digits', async () => {
    const { name: _, ...nameless } = newOrder()
    expect((await create(nameless)).body.name).toMatch(/^Order-\d{8}$/)
  })

  it('when 50 clients send the same key and body at once, one order exists and all bodies are equal to the byte', async () => {
    const key = randomUUIDv7()
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(newOrder(), key)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]))
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    const replayed = answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')
    expect(replayed).toHaveLength(49)
    const rows = await order.query(`select 1 from orders where id = '${answers[0]?.body.id}'`)
    expect(rows).toHaveLength(1)
  })

  it('when a used key comes with another body, it is 422 and nothing is stored', async () => {
    const key = randomUUIDv7()
    await create(newOrder(), key)
    const before = await order.query('select 1 from orders')
    const answer = await create({ ...newOrder(), customerName: 'Somebody else' }, key)
    expect(answer.status).toBe(422)
    expect(answer.body.code).toBe('idempotency-key-reused')
    expect(await order.query('select 1 from orders')).toHaveLength(before.length)
  })

  it('when the same key is used by another user, it is another key', async () => {
    const key = randomUUIDv7()
    await create(newOrder(), key)
    const other = await order.call('POST', `/api/internal/v1/users/${randomUUIDv7()}/orders`, {
      body: newOrder(),
      headers: { 'idempotency-key': key },
    })
    expect(other.status).toBe(201)
  })

  const item = newOrder().items[0]
  const many = (count: number, changes = {}) => Array.from({ length: count }, () => ({ ...item, ...changes }))
  it.each([
    ['no items', { items: [] }],
    ['101 items', { items: many(101) }],
    ['quantity 0', { items: many(1, { quantity: 0 }) }],
    ['quantity -1', { items: many(1, { quantity: -1 }) }],
    ['quantity 1.5', { items: many(1, { quantity: 1.5 }) }],
    ['quantity "1"', { items: many(1, { quantity: '1' }) }],
    ['quantity 2^31', { items: many(1, { quantity: 2 ** 31 }) }],
    ['a negative price', { items: many(1, { unitPriceMinor: -1 }) }],
    ['a total of 0', { items: many(1, { unitPriceMinor: 0 }) }],
    ['a total beyond the limit', { items: many(2, { unitPriceMinor: 99_999_999_999 }) }],
    ['a currency in small letters', { currency: 'eur' }],
    ['the currency XXX', { currency: 'XXX' }],
    ['two addresses', { customerEmail: 'a@example.com, b@example.com' }],
    ['an address with a name', { customerEmail: 'A <a@example.com>' }],
    ['a line break in the address', { customerEmail: 'a@example.com\r\nBcc: b@example.com' }],
    ['NUL in the name', { name: 'a\u0000b' }],
    ['a lone surrogate in the name', { name: 'a\ud800b' }],
    ['a blank name', { name: ' ' }],
    ['an unknown field', { status: 'paid' }],
    ['an event that would be too large', { items: many(100, { name: '🎁'.repeat(100) }) }],
  ])('when it has %s, it is 400 and nothing is stored', async (_, changes) => {
    const before = await order.query('select 1 from orders')
    const answer = await create({ ...newOrder(), ...changes })
    expect(answer.status, answer.text).toBe(400)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.errors.length).toBeGreaterThan(0)
    expect(await order.query('select 1 from orders')).toHaveLength(before.length)
  })

  it.each([undefined, 'short', 'x'.repeat(256), 'with blanks in the middle'])(
    'when the key is %j, it is 400',
    async (key) => {
      const headers = key === undefined ? {} : { 'idempotency-key': key }
      expect((await order.call('POST', path, { body: newOrder(), headers })).status).toBe(400)
    },
  )

  it('when the service credential is missing or wrong, it is 401 and nothing is read', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic abc']) {
      const headers = { authorization, 'idempotency-key': randomUUIDv7() }
      expect((await order.call('POST', path, { body: newOrder(), headers })).status).toBe(401)
    }
  })
})
