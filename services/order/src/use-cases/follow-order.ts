import { versionIn } from '../domain/last-event-id.ts'
import { orderNotFound } from '../domain/refusals.ts'
import type { OrderVersions } from '../repositories/order-versions.ts'
import type { OrderFollower } from './order-follower.ts'
import type { OrderFollowers } from './order-followers.ts'

type Deps = {
  followers: Pick<OrderFollowers, 'join' | 'tell'>
  versions: Pick<OrderVersions, 'ofUser'>
  random: () => number
}
type Request = { userId: string; orderId: string; lastEventId: string | undefined }

/** `reconnectMs`: when to come back after an end. Spread, for all who follow end at once when a process stops. */
export type Following = { follower: OrderFollower; reconnectMs: number }

/** Follows an order of the user from its present state on, or from the next one if the present is the last that was seen. */
export function createFollowOrder({ followers, versions, random }: Deps) {
  return async ({ userId, orderId, lastEventId }: Request): Promise<Following> => {
    const follower = followers.join(userId, orderId) // before the read, so that no change falls in between
    try {
      const state = await versions.ofUser(userId, orderId)
      if (!state) throw orderNotFound()
      followers.tell(state)
      follower.resumeAt(versionIn(lastEventId))
      return { follower, reconnectMs: 1_000 + Math.floor(random() * 2_000) }
    } catch (error) {
      follower.leave()
      throw error
    }
  }
}

export type FollowOrder = ReturnType<typeof createFollowOrder>
