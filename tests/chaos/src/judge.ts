import { join } from 'node:path'
import { type CheckingDatabase, check, gather, keepEvidence } from './checking/index.ts'
import type { DriverLog, Violation } from './evidence.ts'
import type { ChaosOptions } from './options.ts'
import { countOrders, type Recovery, readRecoveries } from './settle.ts'
import type { ChaosSystem } from './system.ts'

export type Verdict = {
  orderStates: Record<string, number>
  recoveries: Recovery[]
  database: CheckingDatabase
  violations: Violation[]
  /** What does not hold, and what so small a run cannot judge. */
  figures: Violation[]
}

/** A percentile says nothing of a few orders: one batch in hand of a process that is killed twice is more than one in a hundred. */
const percentiles = ['E2']
const enoughForPercentiles = 2_000

type Deps = { system: ChaosSystem; options: ChaosOptions; log: DriverLog }

/** Gathers everything from the quiet system and asks every invariant. */
export async function judge({ system, options, log }: Deps): Promise<Verdict> {
  const orderStates = await countOrders(system)
  const recoveries = await readRecoveries(system, new Date(log.faultsEndedAt))
  const database = await gather({ host: system.host, log })
  const found = await check(database)
  const isFigure = ({ invariant }: Violation) =>
    percentiles.includes(invariant) && options.orders < enoughForPercentiles
  const [violations, figures] = [found.filter((violation) => !isFigure(violation)), found.filter(isFigure)]
  return { orderStates, recoveries, database, violations, figures }
}

/** Writes the checking database and the violations below the folder. */
export async function keepVerdict({ database, violations }: Verdict, folder: string): Promise<void> {
  await keepEvidence(database, violations, join(folder, 'checking'))
}
