import type { OrderVersions } from '../repositories/order-versions.ts'
import type { OrderFollowers } from './order-followers.ts'

type Deps = { followers: Pick<OrderFollowers, 'orderIds' | 'tell'>; versions: Pick<OrderVersions, 'of'> }

/** One look at all orders that are followed, whoever has changed them: a single query, and none when nobody follows. */
export function createWatchOrders({ followers, versions }: Deps) {
  return async (): Promise<void> => {
    const orderIds = followers.orderIds()
    if (orderIds.length === 0) return
    for (const state of await versions.of(orderIds)) followers.tell(state)
  }
}

export type WatchOrders = ReturnType<typeof createWatchOrders>
