import type { OrderChanged } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { orderEventStream } from '../src/routes/order-event-stream.ts'
import type { News, OrderFollower } from '../src/use-cases/order-follower.ts'

const state: OrderChanged = { orderId: 'o1', status: 'paid', version: 7, updatedAt: '2026-01-15T10:00:00.000Z' }

const decoder = new TextDecoder()

function stage(...news: News[]) {
  const seen = { asked: 0, left: 0 }
  const follower = {
    next: async () => {
      seen.asked += 1
      return news.shift() ?? new Promise<never>(() => {})
    },
    leave: () => {
      seen.left += 1
    },
  }
  return {
    seen,
    reader: orderEventStream({ follower: follower as unknown as OrderFollower, reconnectMs: 2_000 }).getReader(),
  }
}

describe('the event stream of an order', () => {
  it('when it is read to its end, it is the reconnection time, events and comments, and the follower has left', async () => {
    const { seen, reader } = stage(state, 'quiet', 'ended')
    const read = []
    for (let next = await reader.read(); !next.done; next = await reader.read()) read.push(decoder.decode(next.value))
    expect(read).toEqual([
      'retry: 2000\n\n',
      `event: order\nid: 7\ndata: ${JSON.stringify(state)}\n\n`,
      ': still here\n\n',
    ])
    expect(seen.left).toBe(1)
  })

  it('when nobody reads, the follower is not asked', async () => {
    const { seen, reader } = stage(state, state, state)
    await new Promise(setImmediate)
    expect(seen.asked).toBe(0)
    await reader.read() // the reconnection time, which is there from the start
    expect(seen.asked).toBe(0)
    await reader.read()
    expect(seen.asked).toBe(1)
  })

  it('when it is cancelled while it waits, the follower leaves at once', async () => {
    const { seen, reader } = stage()
    await reader.read()
    const waiting = reader.read()
    await reader.cancel()
    expect(await waiting).toMatchObject({ done: true })
    expect(seen.left).toBe(1)
  })
})
