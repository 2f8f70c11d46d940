import type { OrderChanged } from '@waybill/contracts'
import { captureLog, seededRandom, waitFor } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createOrderFollowers } from '../src/use-cases/order-followers.ts'
import { createStreamPlaces } from '../src/use-cases/stream-places.ts'
import { createWatchOrders } from '../src/use-cases/watch-orders.ts'
import { createOrderWatch } from '../src/workers/order-watch.ts'

const state = (orderId: string, version: number): OrderChanged => ({
  ...{ orderId, status: 'created', version, updatedAt: '2026-01-15T10:00:00.000Z' },
})

function stage() {
  const places = createStreamPlaces({ perUser: 100, inAll: 100 })
  const followers = createOrderFollowers({ places, quietMs: 1 })
  const queries: (readonly string[])[] = []
  const watchOrders = createWatchOrders({
    followers,
    versions: {
      of: async (orderIds) => {
        queries.push(orderIds)
        return orderIds.map((orderId) => state(orderId, queries.length))
      },
    },
  })
  return { followers, queries, watchOrders }
}

describe('a look at the orders that are followed', () => {
  it('when 50 follow 20 orders, it is one query for the 20, and all 50 hear of it', async () => {
    const { followers, queries, watchOrders } = stage()
    const joined = Array.from({ length: 50 }, (_, i) => followers.join(`u${i}`, `o${i % 20}`))
    await watchOrders()
    expect(queries).toEqual([Array.from({ length: 20 }, (_, i) => `o${i}`)])
    const news = await Promise.all(joined.map((follower) => follower.next()))
    expect(news).toEqual(Array.from({ length: 50 }, (_, i) => state(`o${i % 20}`, 1)))
  })

  it('when nobody follows, or nobody any more, there is no query', async () => {
    const { followers, queries, watchOrders } = stage()
    await watchOrders()
    followers.join('u1', 'o1').leave()
    await watchOrders()
    expect(queries).toEqual([])
  })
})

describe('the watch', () => {
  it('when looks fail, the outage is logged once, and so is its end', async () => {
    const { logger, lines } = captureLog()
    let looked = 0
    const look = async () => {
      looked += 1
      if (looked % 10 > 0) throw new Error('no database')
    }
    const watch = createOrderWatch(look, { logger: logger as never, random: seededRandom(1), intervalMs: 0 })
    watch.start()
    await waitFor(() => looked >= 20, { what: 'two outages' })
    await watch.stop()
    expect(lines.slice(0, 4).map(({ level, failedLooks }) => [level, failedLooks])).toEqual([
      ['error', undefined],
      ['info', 9],
      ['error', undefined],
      ['info', 9],
    ])
  })
})
