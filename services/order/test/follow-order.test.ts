import type { OrderChanged } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { createFollowOrder } from '../src/use-cases/follow-order.ts'
import { createOrderFollowers } from '../src/use-cases/order-followers.ts'
import { createStreamPlaces } from '../src/use-cases/stream-places.ts'

const state = (version: number, orderId = 'o1'): OrderChanged => ({
  ...{ orderId, status: 'created', version, updatedAt: '2026-01-15T10:00:00.000Z' },
})

const hour = 3_600_000

function stage({ perUser = 2, inAll = 3, quietMs = hour } = {}) {
  const places = createStreamPlaces({ perUser, inAll })
  const followers = createOrderFollowers({ places, quietMs })
  const database = { read: async (): Promise<OrderChanged | undefined> => state(1) }
  const chance = { random: () => 0 }
  const versions = { ofUser: () => database.read() }
  const followOrder = createFollowOrder({ followers, versions, random: () => chance.random() })
  const following = (userId = 'u1', lastEventId?: string) => followOrder({ userId, orderId: 'o1', lastEventId })
  const follow = async (userId?: string, lastEventId?: string) => (await following(userId, lastEventId)).follower
  return { places, followers, database, chance, following, follow }
}

describe('following an order', () => {
  it('when it changes again and again before its follower asks, the follower takes the newest state and no backlog', async () => {
    const { followers, follow } = stage({ quietMs: 1 })
    const follower = await follow()
    for (let version = 2; version <= 1_000; version += 1) followers.tell(state(version))
    expect(await follower.next()).toEqual(state(1_000))
    expect(await follower.next()).toBe('quiet')
  })

  it('when a change is told while its follower waits, the follower has it at once', async () => {
    const { followers, follow } = stage()
    const follower = await follow()
    expect(await follower.next()).toEqual(state(1))
    const next = follower.next()
    followers.tell(state(2))
    expect(await next).toEqual(state(2))
  })

  it('when a look began before the last change and ends after it, nobody goes back', async () => {
    const { followers, follow } = stage({ quietMs: 1 })
    const follower = await follow()
    followers.tell(state(3))
    followers.tell(state(2))
    expect(await follower.next()).toEqual(state(3))
    followers.tell(state(3))
    expect(await follower.next()).toBe('quiet')
  })

  it.each([undefined, '1'])(
    'when it changes while the order is read (last event %s), that is not missed',
    async (last) => {
      const { followers, database, follow } = stage({ quietMs: 1 })
      database.read = async () => {
        followers.tell(state(2)) // a look that ends first
        return state(1)
      }
      const follower = await follow('u1', last)
      expect(await follower.next()).toEqual(state(2))
      expect(await follower.next()).toBe('quiet')
    },
  )

  it('when the present state is the last that was seen, only the next one is new', async () => {
    const { followers, follow } = stage({ quietMs: 1 })
    const follower = await follow('u1', '1')
    expect(await follower.next()).toBe('quiet')
    followers.tell(state(2))
    expect(await follower.next()).toEqual(state(2))
  })

  it('when another order changes, its follower is not woken', async () => {
    const { followers, follow } = stage({ quietMs: 1 })
    const follower = await follow('u1', '1')
    followers.tell(state(7, 'o2'))
    expect(await follower.next()).toBe('quiet')
    expect(followers.orderIds()).toEqual(['o1'])
  })

  it('when several follow one order, it is kept once, until the last of them has left', async () => {
    const { places, followers, follow } = stage()
    const [first, second] = [await follow(), await follow()]
    expect(followers.orderIds()).toEqual(['o1'])
    first.leave()
    first.leave()
    expect([followers.orderIds(), places.taken()]).toEqual([['o1'], 1])
    second.leave()
    expect([followers.orderIds(), places.taken()]).toEqual([[], 0])
  })

  it('when one leaves who waits, its waiting ends', async () => {
    const { follow } = stage()
    const follower = await follow('u1', '1')
    const next = follower.next()
    follower.leave()
    expect(await next).toBe('left')
  })

  it('when the order is not there or cannot be read, nothing stays behind', async () => {
    const { places, followers, database, follow } = stage()
    database.read = async () => undefined
    await expect(follow()).rejects.toMatchObject({ code: 'order-not-found' })
    database.read = () => Promise.reject(new Error('no database'))
    await expect(follow()).rejects.toThrow('no database')
    expect([followers.orderIds(), places.taken()]).toEqual([[], 0])
  })

  it('when all are to end, those who wait end, news are still given, and whoever still comes has one state', async () => {
    const { followers, follow } = stage()
    const [waiting, late] = [await follow('u1', '1'), await follow('u2')]
    const next = waiting.next()
    followers.endAll()
    expect(await next).toBe('ended')
    expect([await late.next(), await late.next()]).toEqual([state(1), 'ended'])
    const newcomer = await follow('u3')
    expect([await newcomer.next(), await newcomer.next()]).toEqual([state(1), 'ended'])
  })
})

describe('coming back', () => {
  it('when streams end, each is asked to come back at a time of its own, after 1 to 3 s', async () => {
    const { chance, following } = stage()
    expect((await following('u1')).reconnectMs).toBe(1_000)
    chance.random = () => 0.5
    expect((await following('u2')).reconnectMs).toBe(2_000)
    chance.random = () => 0.9999
    expect((await following('u3')).reconnectMs).toBe(2_999)
  })
})

describe('places', () => {
  it('when a user or all together have as many as they may, the next is refused until one is given back', async () => {
    const { follow } = stage({ perUser: 2, inAll: 3 })
    const first = await follow('u1')
    await follow('u1')
    await expect(follow('u1')).rejects.toMatchObject({ kind: 'too-many', code: 'too-many-streams' })
    await follow('u2')
    await expect(follow('u3')).rejects.toMatchObject({ kind: 'unavailable', code: 'streams-full' })
    first.leave()
    await follow('u3')
  })
})
