import { tooManyStreams, tooManyStreamsOfUser } from '../domain/refusals.ts'

type Limits = { perUser: number; inAll: number }

/** Of one process. Together they stay well below the connections that its server takes (2,000), or no other request got in. */
export const streamLimits: Limits = { perUser: 20, inAll: 1_500 }

/** Counts the streams that this process holds open, so that neither one user nor all together take every connection. */
export function createStreamPlaces({ perUser, inAll }: Limits) {
  const takenBy = new Map<string, number>()
  let taken = 0

  function giveBack(userId: string) {
    const left = (takenBy.get(userId) ?? 0) - 1
    if (left > 0) takenBy.set(userId, left)
    else takenBy.delete(userId)
    taken -= 1
  }

  return {
    /** Throws an `AppError` when there is none. What it returns gives the place back; it is called once. */
    take(userId: string): () => void {
      const own = takenBy.get(userId) ?? 0
      if (own >= perUser) throw tooManyStreamsOfUser(perUser)
      if (taken >= inAll) throw tooManyStreams()
      takenBy.set(userId, own + 1)
      taken += 1
      return () => giveBack(userId)
    },
    taken: () => taken,
  }
}

export type StreamPlaces = ReturnType<typeof createStreamPlaces>
