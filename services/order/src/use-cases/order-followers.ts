import type { OrderChanged } from '@waybill/contracts'
import { createOrderFollower, type FollowedOrder, type OrderFollower } from './order-follower.ts'
import type { StreamPlaces } from './stream-places.ts'

type Deps = { places: StreamPlaces; quietMs: number }
type Entry = FollowedOrder & { followers: Set<OrderFollower> }

/** Who follows which order in this process. An order is here once, however many follow it. */
export function createOrderFollowers({ places, quietMs }: Deps) {
  const followed = new Map<string, Entry>()
  let isEnding = false

  function part(orderId: string, entry: Entry, follower: OrderFollower) {
    entry.followers.delete(follower)
    if (entry.followers.size === 0) followed.delete(orderId)
  }

  return {
    /** From here on the follower hears of every change that `tell` is told. Throws an `AppError` when there is no place. */
    join(userId: string, orderId: string): OrderFollower {
      const giveBack = places.take(userId)
      const order = followed.get(orderId) ?? { followers: new Set() }
      followed.set(orderId, order)
      const onLeave = () => {
        part(orderId, order, follower)
        giveBack()
      }
      const follower = createOrderFollower({ order, quietMs, onLeave })
      order.followers.add(follower)
      if (isEnding) follower.end()
      return follower
    },

    orderIds: () => [...followed.keys()],

    /** Keeps the state, if it is newer, and wakes those who follow the order. States may be told in any order. */
    tell(state: OrderChanged) {
      const order = followed.get(state.orderId)
      if (!order || (order.newest && order.newest.version >= state.version)) return
      order.newest = state
      for (const follower of order.followers) follower.wake()
    },

    /** Ends all who follow, and whoever still comes after one state: the process is about to stop. */
    endAll() {
      isEnding = true
      for (const { followers } of followed.values()) for (const follower of followers) follower.end()
    },
  }
}

export type OrderFollowers = ReturnType<typeof createOrderFollowers>
