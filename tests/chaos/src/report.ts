import { areMostPlaced, goals } from './patience.ts'
import type { RunSummary } from './summary.ts'

/** The report of a run, line by line: faults, orders, times to recover, invariants, and the verdict with its seed. */
export function describeRun(run: RunSummary): string[] {
  const goalLines = [...clientLines(run), ...recoveryLines(run)]
  const isShort = goalLines.some((line) => line.startsWith(mark(false)))
  return ['', ...faultTable(run), '', ...goalLines, '', ...invariantLines(run), '', verdict(run, isShort)]
}

/** A line per run. */
export function describeRuns(runs: readonly RunSummary[]): string[] {
  const rows = runs.map(({ seed, isGreen, orderStates, recovery, quietAfterMs, invariants }) => {
    const violated = invariants.filter(({ rows: found }) => found > 0).map(({ id }) => id)
    const orders = Object.values(orderStates).reduce((sum, count) => sum + count, 0)
    const times = [recovery.p50Ms, recovery.p95Ms, recovery.maxMs, quietAfterMs].map((ms) => seconds(ms).padStart(8))
    const mark = isGreen ? '✓' : '✗'
    return `${mark} ${String(seed).padStart(6)} ${String(orders).padStart(7)} ${times.join(' ')}  ${violated.join(', ') || 'none'}`
  })
  return ['', '    seed  orders      p50      p95      max    quiet  violated', ...rows]
}

function faultTable({ injected }: RunSummary): string[] {
  const rows = injected.flatMap(({ fault, times, byTarget }) => {
    const targets = Object.entries(byTarget).map(([target, count]) => `${target} ${count}`)
    return wrapped(targets.sort(), 96).map((line, index) =>
      index === 0 ? `${fault.padEnd(15)} ${String(times).padStart(5)}  ${line}` : `${' '.repeat(23)}${line}`,
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

function clientLines({
  orders,
  clients,
  orderStates,
  placedLate,
  settledUnderFaults,
  calls,
  injected,
}: RunSummary): string[] {
  const states = Object.entries(orderStates).map(([status, count]) => `${count} ${status}`)
  const kills = Object.values(injected.find(({ fault }) => fault === 'kill')?.byTarget ?? {})
  return [
    `orders: ${states.join(', ') || 'none'}`,
    `${mark(areMostPlaced(orders - placedLate, orders))} ${orders - placedLate} of ${orders} were placed while faults were at work, by ${clients} clients`,
    `${settledUnderFaults} of them were settled by then, with all their jobs`,
    `calls of clients: ${calls.asked}, of which ${calls.unanswered} were not answered`,
    ...(kills.length > 0 ? [killLine(kills, orders)] : []),
  ]
}

/** R0 asks for so many kills of each; a small run has no time for them. */
function killLine(kills: number[], orders: number): string {
  const least = Math.min(...kills)
  const said = `each of ${kills.length} processes was killed ${least} to ${Math.max(...kills)} times`
  return orders < 10_000 ? said : `${mark(least >= goals.killsEach)} ${said} (goal: ${goals.killsEach})`
}

function recoveryLines({ recovery, quietAfterMs, isInTime }: RunSummary): string[] {
  const { p50Ms, p95Ms, maxMs } = recovery
  const times = `p50 ${seconds(p50Ms)}, p95 ${seconds(p95Ms)} (goal: ${seconds(goals.p95Ms)}), max ${seconds(maxMs)}`
  const quiet = quietAfterMs === null ? 'never quiet' : `quiet ${seconds(quietAfterMs)} after the last fault`
  return [
    `${mark(recovery.isWithinGoal)} time to recover, of ${recovery.orders} orders open at the end of the faults: ${times}`,
    `${mark(isInTime)} ${quiet} (goal: ${seconds(goals.quietWithinMs)})`,
  ]
}

const mark = (isGood: boolean): string => (isGood ? '✓' : '✗')
const seconds = (ms: number | null): string => (ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`)

function invariantLines({ invariants, unrest }: RunSummary): string[] {
  return [
    ...invariants.map(({ id, meaning, rows, example }) =>
      rows === 0
        ? `✓ ${id.padEnd(3)} ${meaning}`
        : `✗ ${id.padEnd(3)} ${meaning}: ${rows} rows, such as ${JSON.stringify(example)}`,
    ),
    ...Object.entries(unrest).map(([what, count]) => `✗ still there: ${count} ${what}`),
  ]
}

function verdict({ isGreen, seed, orders, seconds: lasted }: RunSummary, isShort: boolean): string {
  if (isGreen && isShort) return `All invariants hold, and it was quiet in time, but a goal was missed. Seed ${seed}.`
  if (isGreen) return `All holds. Seed ${seed}.`
  return `NOT all holds. Seed ${seed}: npm run chaos -- --orders ${orders} --seconds ${lasted} --seed ${seed}`
}
