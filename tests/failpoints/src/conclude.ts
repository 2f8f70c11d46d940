import { join } from 'node:path'
import { type DriverLog, judge, keepLogs, keepVerdict, type Violation, waitForQuiet } from '@waybill/chaos'
import type { World } from './world.ts'

const quietWithinMs = 180_000

export type Conclusion = { violations: Violation[]; unrest: object; settledMs: number; evidenceFolder?: string }

/**
 * Waits until nothing is under way any more, and asks every invariant of the chaos suite. Green is: no violation and no unrest;
 * else all that is known is in the folder.
 */
export async function conclude(world: World): Promise<Conclusion> {
  const { system, seed, now, signal, record, startedAt } = world
  const faultsEndedAt = now()
  const { quietAt, unrest } = await waitForQuiet(system, { withinMs: quietWithinMs, signal, now, isDone: () => true })
  const settledMs = now().getTime() - faultsEndedAt.getTime()
  const times = { startedAt, faultsEndedAt: faultsEndedAt.toISOString(), quietAt: quietAt?.toISOString() ?? null }
  const log: DriverLog = { seed, ...times, ...record.evidence() }
  const verdict = await judge({ system, log })
  const { violations } = verdict
  if (violations.length === 0 && quietAt) return { violations, unrest, settledMs }
  const evidenceFolder = await keepLogs(system, seed, log)
  await keepVerdict(verdict, join(evidenceFolder))
  return { violations, unrest, settledMs, evidenceFolder }
}
