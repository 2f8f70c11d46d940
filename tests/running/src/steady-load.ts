import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '../support/ask.ts'
import { openStream } from '../support/event-stream.ts'
import { newCheckout, newOrder } from '../support/shop.ts'

type Options = { order: string; web: string; authorization: string; perSecond: number }

/** Orders per user: a search has pages to turn, and never more of them than a shopper would. */
const ordersPerUser = 200
const openStreams = 10

/**
 * The same load all the time: `perSecond` orders and as many checkouts, five searches for each, and ten event streams, the oldest
 * of which makes room with every order. A request that fails is counted, and the next one goes on.
 */
export function startSteadyLoad({ order, web, authorization, perSecond }: Options) {
  const done: Record<string, number> = { orders: 0, checkouts: 0, searches: 0, streams: 0, failed: 0 }
  const streams: { close: () => void }[] = []
  const going = new Set<Promise<void>>()
  let userId = randomUUIDv7()
  let stopped = false

  async function count(what: string, request: Promise<{ status: number }>): Promise<void> {
    const { status } = await request.catch(() => ({ status: 0 }))
    const outcome = status >= 200 && status < 300 ? what : 'failed'
    done[outcome] = (done[outcome] ?? 0) + 1
  }

  async function shop(): Promise<void> {
    const user = userId
    const created = await ask(order, newOrder(authorization, user))
    await count('orders', Promise.resolve(created))
    const { id: orderId } = JSON.parse(created.text)
    const path = `/api/v1/users/${user}/orders`
    streams.push(await openStream(web, `${path}/${orderId}/events`))
    done.streams = (done.streams ?? 0) + 1
    if (streams.length > openStreams) streams.shift()?.close()
    await count('checkouts', ask(order, newCheckout({ userId: user, orderId })))
    for (const query of ['', '?name=load', '?status=paid', '?pageSize=100', '?page=2']) {
      await count('searches', ask(web, { path: path + query }))
    }
  }

  async function open(): Promise<void> {
    while (!stopped) {
      if ((done.orders ?? 0) % ordersPerUser === 0) userId = randomUUIDv7()
      const shopped: Promise<void> = shop()
        .catch(() => count('failed', Promise.reject()))
        .finally(() => going.delete(shopped))
      going.add(shopped)
      await pause(1_000 / perSecond)
    }
  }

  const opened = open()
  return {
    done,
    async stop(): Promise<void> {
      stopped = true
      await opened
      await Promise.all(going)
      for (const stream of streams) stream.close()
    },
  }
}
