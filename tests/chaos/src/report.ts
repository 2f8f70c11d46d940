import { invariants } from './checking/index.ts'
import type { DriverLog, Violation } from './evidence.ts'
import type { Verdict } from './judge.ts'
import type { ChaosOptions } from './options.ts'
import type { Unrest } from './settle.ts'

type Run = Omit<Verdict, 'database'> & {
  options: ChaosOptions
  log: DriverLog
  /** What was left to do when the patience ended. */
  unrest: Unrest
  isInTime: boolean
}

/** The report of a run, line by line: faults, orders, times to recover, invariants, and the verdict with its seed. */
export function describeRun(run: Run): string[] {
  return [
    '',
    ...faultTable(run.log),
    '',
    ...clientLines(run),
    ...recoveryLines(run),
    '',
    ...invariantLines(run),
    '',
    verdict(run),
  ]
}

function faultTable({ injected }: DriverLog): string[] {
  const byFault = Map.groupBy(injected, ({ fault }) => fault)
  const rows = [...byFault].flatMap(([fault, ofFault]) => {
    const byTarget = Map.groupBy(ofFault, ({ target }) => target)
    const targets = [...byTarget].map(([target, { length }]) => `${target} ${length}`).sort()
    return wrapped(targets, 96).map((line, index) =>
      index === 0 ? `${fault.padEnd(15)} ${String(ofFault.length).padStart(5)}  ${line}` : `${' '.repeat(23)}${line}`,
    )
  })
  return ['fault           times  by target', ...rows]
}

function wrapped(words: string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 2 > width) lines.push(word)
    else lines[lines.length - 1] = `${last}, ${word}`
  }
  return lines
}

function clientLines({ orderStates, log }: Run): string[] {
  const states = Object.entries(orderStates).map(([status, count]) => `${count} ${status}`)
  const unanswered = log.tries.filter(({ status }) => status === null).length
  return [
    `orders: ${states.join(', ') || 'none'}`,
    `calls of clients: ${log.tries.length}, of which ${unanswered} were not answered`,
  ]
}

function recoveryLines({ recoveries, log, isInTime }: Run): string[] {
  const times = recoveries.map(({ recoveredMs }) => recoveredMs).sort((one, other) => one - other)
  const at = (share: number) => seconds(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0)
  const after = log.quietAt && seconds(Date.parse(log.quietAt) - Date.parse(log.faultsEndedAt))
  return [
    `time to recover, of ${times.length} orders open at the end of the faults: p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`,
    `${isInTime ? '✓' : '✗'} ${after ? `quiet ${after} after the last fault` : 'never quiet'}`,
  ]
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

function invariantLines({ violations, unrest }: Run): string[] {
  const left = Object.entries(unrest).map(([what, count]) => `✗ still there: ${count} ${what}`)
  return [...invariants.map(({ id, meaning }) => invariantLine(id, meaning, violations)), ...left]
}

function invariantLine(id: string, meaning: string, violations: readonly Violation[]): string {
  const violated = violations.find(({ invariant }) => invariant === id)
  if (!violated) return `✓ ${id.padEnd(3)} ${meaning}`
  return `✗ ${id.padEnd(3)} ${meaning}: ${violated.rows.length} rows, such as ${JSON.stringify(violated.rows[0])}`
}

function verdict({ violations, isInTime, options: { seed, orders, seconds: lasted } }: Run): string {
  const isGreen = violations.length === 0 && isInTime
  const again = `npm run chaos -- --orders ${orders} --seconds ${lasted} --seed ${seed}`
  return isGreen ? `All holds. Seed ${seed}.` : `NOT all holds. Seed ${seed}: ${again}`
}
