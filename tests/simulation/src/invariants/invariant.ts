import type { ClientLog } from '../actors/client-log.ts'
import type { Effect } from '../neighbours/job-services.ts'
import type { Wallet } from '../neighbours/wallet.ts'
import type { World } from '../world.ts'

/** All that is known when a run is over: what we believe, what the neighbours did and what shoppers were told. */
export type Evidence = { world: World; log: ClientLog; wallet: Wallet; effects: Map<string, Effect> }

/** `orderId` when it is about one order. */
export type Finding = { orderId?: string | undefined; what: string }

/** Something that holds whenever all is quiet, as in tests/chaos under the same id; it answers where it does not. */
export type Invariant = { id: string; meaning: string; find: (evidence: Evidence) => Finding[] }

/** How many of each group there are. */
export function counted<T>(rows: Iterable<T>, groupOf: (row: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(groupOf(row), (counts.get(groupOf(row)) ?? 0) + 1)
  return counts
}
