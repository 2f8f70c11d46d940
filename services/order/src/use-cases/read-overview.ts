import type { OrderOverview } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import { createReadOnce } from '@waybill/resilience'
import type { Overview } from '../repositories/overview.ts'

type Deps = { overview: Overview; depths: () => Promise<NonNullable<OrderOverview['queues']>>; now: () => Date }

/**
 * What an operator sees first. The totals are counted at most once in ten seconds in this process; what is open is of now, and
 * read once for all who ask at once. Without the queue server it tells the rest.
 */
export function createReadOverview({ overview, depths, now }: Deps) {
  const readTotals = createReadOnce({ read: overview.countTotals, keptMs: 10_000, now })
  const readOpen = createReadOnce({ read: overview.countOpen, keptMs: 0, now })
  const readDepths = createReadOnce({ read: depths, keptMs: 0, now })
  return async (): Promise<OrderOverview> => {
    const [totals, open, queues] = await Promise.all([readTotals(), readOpen(), readDepths().catch(nullIfAway)])
    return { ...totals, ...open, queues }
  }
}

export type ReadOverview = ReturnType<typeof createReadOverview>

function nullIfAway(error: unknown): null {
  if (error instanceof NeighbourFault) return null
  throw error
}
