import { randomUUIDv7 } from 'node:crypto'
import { waitFor } from '@waybill/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type EventStream, openEventStream } from './support/open-event-stream.ts'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { startDatabaseProxy } from './support/start-database-proxy.ts'

/** For so long a server that stops would wait for an answer under way. */
const graceMs = 10_000

// The streams are of one replica, which sees its database through a proxy; what happens to orders is done by another.
let order: OrderFixture
let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>
let replica: ReturnType<OrderFixture['replica']>
let port: number
const open = new Set<EventStream>()

beforeAll(async () => {
  order = await startOrderFixture()
  proxy = await startDatabaseProxy(order.connectionString)
  replica = order.replica({ ConnectionStrings__order: proxy.connectionString, ORDER_WATCH_MS: '50' })
  port = (await replica.start()).port
})
afterEach(() => {
  for (const stream of open) stream.close()
  open.clear()
})
afterAll(async () => {
  await replica.stop()
  await proxy.stop()
  await order.stop()
})

type Placed = { userId: string; orderId: string }

async function follow(placed: Placed, lastEventId?: string, at = port) {
  const stream = await openEventStream({ ...placed, port: at, ...(lastEventId !== undefined && { lastEventId }) })
  open.add(stream)
  return stream
}

const checkOut = ({ userId, orderId }: Placed) =>
  order.call('POST', `/api/v1/users/${userId}/orders/${orderId}/checkout`)

const change = ({ orderId }: Placed) =>
  order.query(`update orders set version = version + 1, updated_at = now() where id = '${orderId}'`)

const pathOf = ({ userId, orderId }: Placed) => `/api/v1/users/${userId}/orders/${orderId}/events`

/** Waits for some more looks at the order: each look names the ids of all orders that are followed, and nothing else does. */
async function looks(count: number, { orderId }: Placed): Promise<void> {
  const before = proxy.sent(orderId)
  await waitFor(() => proxy.sent(orderId) >= before + count, { what: `${count} looks at ${orderId}` })
}

/** Waits until looks at the order are over, which the looks at another one tell. */
async function nobodyFollows({ orderId }: Placed): Promise<void> {
  const other = await order.createOrder()
  await follow(other)
  const isOver = async () => {
    const before = proxy.sent(orderId)
    await looks(3, other)
    return proxy.sent(orderId) === before
  }
  await waitFor(isOver, { what: `no more looks at ${orderId}` })
}

describe('the events of an order', () => {
  it('when the stream opens, it gives the state as it is, under headers that keep it from caches and buffers', async () => {
    const placed = await order.createOrder()
    const stream = await follow(placed)
    expect(stream.status).toBe(200)
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const { id, data } = await stream.next()
    expect(id).toBe('1')
    expect(data).toEqual({ orderId: placed.orderId, status: 'created', version: 1, updatedAt: data.updatedAt })
    expect(stream.text()).toMatch(/^retry: [12]\d{3}\n\n/)
    const { body } = await order.call('GET', `/api/v1/users/${placed.userId}/orders/${placed.orderId}`)
    expect(data.updatedAt).toBe(body.updatedAt)
  })

  it('when another replica changes the order, the change is there', async () => {
    const placed = await order.createOrder()
    const stream = await follow(placed)
    await stream.next()
    await checkOut(placed)
    expect((await stream.next()).data.status).toBe('payment_pending')
  })

  it('when the replica itself changes the order, its stream tells it too', async () => {
    const placed = await order.createOrder()
    const stream = await follow(placed, undefined, order.port)
    await stream.next()
    await checkOut(placed)
    expect((await stream.next()).data.status).toBe('payment_pending')
  })

  it('when the order changes often, the newest state arrives, and versions neither repeat nor go back', async () => {
    const placed = await order.createOrder()
    const stream = await follow(placed)
    await stream.next()
    for (let i = 0; i < 20; i += 1) await change(placed)
    await waitFor(() => stream.events().at(-1)?.data.version === 21, { what: 'the newest version' })
    const versions = stream.events().map(({ data }) => data.version)
    expect(versions).toEqual([...new Set(versions)].toSorted((one, other) => one - other))
  })
})

describe('resuming', () => {
  it('when the last event is the present state, nothing is repeated, and the next change comes', async () => {
    const placed = await order.createOrder()
    await change(placed)
    const stream = await follow(placed, '2')
    await looks(3, placed)
    expect(stream.events()).toEqual([])
    await change(placed)
    expect((await stream.next()).id).toBe('3')
  })

  it('when changes were missed, the present state comes at once', async () => {
    const placed = await order.createOrder()
    const first = await follow(placed)
    await first.next()
    first.close()
    await change(placed)
    await change(placed)
    expect((await (await follow(placed, '1')).next()).id).toBe('3')
  })

  it.each(['99', '-1', '0', '1.0', '01', '1e0', ' ', 'garbage', '1, 1', '\u00e9', '9'.repeat(400), 'x'.repeat(10_240)])(
    'when the last event id is odd (%#), it is 200 from the present state',
    async (lastEventId) => {
      const stream = await follow(await order.createOrder(), lastEventId)
      expect(stream.status).toBe(200)
      expect((await stream.next()).id).toBe('1')
    },
  )
})

describe('who may follow', () => {
  const ask = (placed: Placed, method = 'GET') =>
    fetch(`http://127.0.0.1:${port}${pathOf(placed)}`, { method, headers: { connection: 'close' } })

  it("when the order is another user's or unknown, it is 404, alike, and nothing stays open", async () => {
    const placed = await order.createOrder()
    const others = await ask({ ...placed, userId: randomUUIDv7() })
    const unknown = await ask({ ...placed, orderId: randomUUIDv7() })
    expect([others.status, unknown.status]).toEqual([404, 404])
    expect(others.headers.get('content-type')).toBe('application/problem+json')
    expect(await others.json()).toMatchObject({ code: 'order-not-found' })
    expect(await unknown.json()).toMatchObject({ code: 'order-not-found' })
    await nobodyFollows(placed)
  })

  it('when an id is no UUID, it is 400', async () => {
    const answer = await ask({ userId: randomUUIDv7(), orderId: 'one' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'invalid-request' })
  })

  it('when the method is another, it is 405; HEAD answers the headers and leaves nothing open', async () => {
    const placed = await order.createOrder()
    const posted = await ask(placed, 'POST')
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const head = await ask(placed, 'HEAD')
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    await nobodyFollows(placed)
  })

  it('when a user holds 20 streams, the next is 429 until one is given back; others are not concerned', async () => {
    const placed = await order.createOrder()
    const streams = await Promise.all(Array.from({ length: 20 }, () => follow(placed)))
    expect(streams.map(({ status }) => status)).toEqual(Array(20).fill(200))
    const refused = await ask(placed)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ code: 'too-many-streams' })
    expect((await follow(await order.createOrder())).status).toBe(200)
    streams[0]?.close()
    await waitFor(async () => (await follow(placed)).status === 200, { what: 'a place' })
  })
})

describe('many streams', () => {
  it('when 50 streams follow 20 orders, each look is one query, and with the last of them the looks end', async () => {
    const orders: Placed[] = []
    for (let i = 0; i < 20; i += 1) orders.push(await order.createOrder())
    const at = (i: number) => orders[i % 20] as Placed
    const streams = await Promise.all(Array.from({ length: 50 }, (_, i) => follow(at(i))))
    for (const stream of streams) await stream.next()

    const ids = orders.map(({ orderId }) => orderId)
    const before = ids.map((id) => proxy.sent(id))
    const beforeAll = proxy.sent(...ids)
    await looks(5, at(0))
    const all = proxy.sent(...ids) - beforeAll
    expect(ids.map((id, i) => proxy.sent(id) - (before[i] ?? 0))).toEqual(Array(20).fill(all))

    await change(at(7))
    for (const i of [7, 27, 47]) expect((await streams[i]?.next())?.id).toBe('2')
    expect(streams.flatMap((stream) => stream.events())).toHaveLength(53)

    for (const stream of streams) stream.close()
    await nobodyFollows(at(0))
  })

  it('when as many streams are open as the service handles requests at once, it serves on', async () => {
    const userIds = Array.from({ length: 11 }, () => randomUUIDv7())
    const orders = await Promise.all(userIds.map((userId) => order.createOrder(userId)))
    for (const placed of orders) await Promise.all(Array.from({ length: 20 }, () => follow(placed)))
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/users/${userIds[0]}/orders`)
    expect(answer.status).toBe(200)
    await answer.text()
  })
})

describe('when nothing happens', () => {
  it('when an order stays as it is, a comment comes at each interval', async () => {
    const quick = order.replica({ STREAM_HEARTBEAT_MS: '20' })
    const stream = await follow(await order.createOrder(), undefined, (await quick.start()).port)
    await waitFor(() => stream.heartbeats() >= 3, { what: 'three heartbeats' })
    expect(stream.events()).toHaveLength(1)
    await quick.stop()
  })
})

describe('when the database goes away', () => {
  it('when it is back, open streams go on with what they missed; the outage is logged once', async () => {
    const placed = await order.createOrder()
    const stream = await follow(placed)
    await stream.next()
    const seen = (msg: string) => order.lines.filter((line) => line.worker === 'order-watch' && line.msg === msg).length
    proxy.cut()
    await change(placed)
    await waitFor(() => proxy.refused() >= 5, { what: 'five looks that fail' })
    expect(stream.hasEnded()).toBe(false)
    expect((await fetch(`http://127.0.0.1:${port}${pathOf(placed)}`)).status).toBe(503)

    proxy.mend()
    expect((await stream.next()).id).toBe('2')
    expect([seen('followed orders cannot be seen'), seen('followed orders can be seen again')]).toEqual([1, 1])
  })

  it('when only its connections are ended, no change is lost', async () => {
    const placed = await order.createOrder()
    const stream = await follow(placed)
    await stream.next()
    await order.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'order'`,
    )
    await change(placed)
    expect((await stream.next()).id).toBe('2')
  })
})

describe('when the service stops', () => {
  it(
    'when streams are open, they end cleanly and hold up nothing',
    async () => {
      const leaving = order.replica({})
      const { port: itsPort } = await leaving.start()
      const placed = await order.createOrder()
      const streams = await Promise.all(Array.from({ length: 20 }, () => follow(placed, undefined, itsPort)))
      for (const stream of streams) await stream.next()
      leaving.drain()
      const late = await follow(await order.createOrder(), undefined, itsPort)
      await late.next()
      expect(late.headers.connection).toBe('close')

      await leaving.stop()
      await waitFor(() => [...streams, late].every((stream) => stream.hasEnded()), { what: 'all streams to end' })
    },
    graceMs / 2,
  )
})
