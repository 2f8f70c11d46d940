import type { OrderChanged } from '@waybill/contracts'

/** An order that is followed, with the newest state that anyone in this process has seen. Its followers share it. */
export type FollowedOrder = { newest?: OrderChanged }

/** A state that was not taken yet; that there was none for a while; or why there will be none. */
export type News = OrderChanged | 'quiet' | 'ended' | 'left'

type Deps = { order: FollowedOrder; quietMs: number; onLeave: () => void }

/**
 * One who follows an order, at its own pace: it keeps only the version that it took last, so whoever is slow finds the newest
 * state and no backlog.
 */
export function createOrderFollower({ order, quietMs, onLeave }: Deps) {
  let takenVersion: number | undefined
  let over: 'ended' | 'left' | undefined
  let wake = () => {}

  const news = () => (order.newest?.version === takenVersion ? undefined : order.newest)

  const quietOrWoken = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, quietMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  function take(): News {
    if (over === 'left') return over
    const state = news()
    if (state === undefined) return over ?? 'quiet'
    takenVersion = state.version
    return state
  }

  return {
    /** Waits for what is new, `quietMs` at most. Never two calls at a time. */
    async next(): Promise<News> {
      if (news() === undefined && over === undefined) await quietOrWoken()
      return take()
    },

    /** Says which version was taken elsewhere before. Any but the newest, even one that is yet to come, counts for nothing. */
    resumeAt(version: number | undefined) {
      if (order.newest?.version === version) takenVersion = version
    },

    /** To be called when the order's newest state is another. */
    wake: () => wake(),

    /** What is new is still given, then the end. */
    end() {
      over ??= 'ended'
      wake()
    },

    /** Safe twice. */
    leave() {
      if (over === 'left') return
      over = 'left'
      wake()
      onLeave()
    },
  }
}

export type OrderFollower = ReturnType<typeof createOrderFollower>
