import { invariants } from './checking/index.ts'
import type { DriverLog } from './evidence.ts'
import type { Verdict } from './judge.ts'
import type { ChaosOptions } from './options.ts'
import { goals, isQuietInTime, quietAfterMs } from './patience.ts'
import type { Unrest } from './settle.ts'

export type Run = Omit<Verdict, 'database'> & {
  options: ChaosOptions
  log: DriverLog
  /** What was left to do when the patience ended. */
  unrest: Unrest
  /** Orders that were not placed before the faults ended. */
  placedLate: number
}

export type RunSummary = ReturnType<typeof summarize>

/** All that is said of a run, as data: what `--report` writes. */
export function summarize({ options, log, unrest, placedLate, orderStates, recoveries, violations }: Run) {
  const isInTime = isQuietInTime(log)
  const placed = Object.values(orderStates).reduce((sum, count) => sum + count, 0)
  return {
    ...{ ...options, isGreen: violations.length === 0 && isInTime },
    ...{ startedAt: log.startedAt, faultsEndedAt: log.faultsEndedAt, quietAt: log.quietAt },
    injected: countFaults(log),
    ...{ orderStates, placedLate, settledUnderFaults: placed - recoveries.length },
    calls: { asked: log.tries.length, unanswered: log.tries.filter(({ status }) => status === null).length },
    recovery: recoveryOf(recoveries.map(({ recoveredMs }) => recoveredMs)),
    ...{ quietAfterMs: quietAfterMs(log), isInTime, unrest },
    invariants: invariants.map(({ id, meaning }) => {
      const rows = violations.find(({ invariant }) => invariant === id)?.rows ?? []
      return { id, meaning, rows: rows.length, example: rows[0] ?? null }
    }),
  }
}

function countFaults({ injected }: DriverLog) {
  const byFault = Map.groupBy(injected, ({ fault }) => fault)
  return [...byFault].map(([fault, rows]) => ({
    ...{ fault, times: rows.length },
    byTarget: counted(rows.map(({ target }) => target)),
    byDetail: counted(rows.map(({ detail }) => detail)),
  }))
}

const counted = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(words, String)].map(([word, { length }]) => [word, length]))

function recoveryOf(times: number[]) {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  const p95Ms = at(0.95)
  return { orders: sorted.length, p50Ms: at(0.5), p95Ms, maxMs: at(1), isWithinGoal: p95Ms <= goals.p95Ms }
}
