import { join } from 'node:path'
import { type CheckingDatabase, check, gather, keepEvidence } from './checking/index.ts'
import type { DriverLog, Violation } from './evidence.ts'
import { countOrders, type Recovery, readRecoveries } from './settle.ts'
import type { ChaosSystem } from './system.ts'

export type Verdict = {
  orderStates: Record<string, number>
  recoveries: Recovery[]
  database: CheckingDatabase
  violations: Violation[]
}

type Deps = { system: ChaosSystem; log: DriverLog }

/** Gathers everything from the quiet system and asks every invariant. */
export async function judge({ system, log }: Deps): Promise<Verdict> {
  const orderStates = await countOrders(system)
  const recoveries = await readRecoveries(system, new Date(log.faultsEndedAt))
  const database = await gather({ host: system.host, log })
  return { orderStates, recoveries, database, violations: await check(database) }
}

/** Writes the checking database and the violations below the folder. */
export async function keepVerdict({ database, violations }: Verdict, folder: string): Promise<void> {
  await keepEvidence(database, violations, join(folder, 'checking'))
}
