import { nameOf } from './cells.ts'
import { type FaultName, faultNames } from './faults.ts'
import { percentile, type Rescue } from './rescue.ts'
import type { SystemRun } from './run-matrix.ts'
import type { Target } from './targets.ts'

/** What is wrong with one cell: empty, it is green. */
export function faultsOfCell(name: string, systems: readonly SystemRun[]): string[] {
  const run = systems.flatMap(({ runs }) => runs).find(({ cell }) => cell.name === name)
  if (!run) return ['it was not run']
  return [
    ...(run.recoveredMs === null ? [`no rest in time: ${JSON.stringify(run.unrest)}`] : []),
    ...run.casualties.map((process) => `${process} ended by itself`),
    ...violationsOf(name, systems),
  ]
}

/** Rows of invariants that belong to the cell; `null`: to none. */
export function violationsOf(cell: string | null, systems: readonly SystemRun[]): string[] {
  const rows = systems.flatMap(({ violations }) => violations).filter((violation) => violation.cell === cell)
  return rows.map(({ invariant, row }) => `${invariant}: ${JSON.stringify(row)}`)
}

/** The matrix in Markdown: a row for each part, a column for each fault, and in each cell how long the recovery took. */
export function describeMatrix(targets: readonly Target[], systems: readonly SystemRun[]): string[] {
  const heads: Record<FaultName, string> = {
    ...{ kill: 'SIGKILL', stop: 'SIGSTOP 45 s', term: 'SIGTERM' },
    ...{ reset: 'reset', blackhole: 'blackhole', slow: 'slow' },
  }
  const line = (first: string, cells: string[]) => `| ${first.padEnd(21)} | ${cells.join(' | ')} |`
  const shown = (name: string, fault: FaultName) => mark(nameOf(name, fault), systems).padEnd(heads[fault].length)
  return [
    line(
      '',
      faultNames.map((fault) => heads[fault].padEnd(8)),
    ),
    line(
      '---',
      faultNames.map(() => '---'),
    ),
    ...targets.map(({ name }) =>
      line(
        name,
        faultNames.map((fault) => shown(name, fault)),
      ),
    ),
  ]
}

function mark(name: string, systems: readonly SystemRun[]): string {
  const run = systems.flatMap(({ runs }) => runs).find(({ cell }) => cell.name === name)
  if (!run) return '–'
  const took = run.recoveredMs === null ? 'never' : `${(run.recoveredMs / 1_000).toFixed(1)} s`
  return `${faultsOfCell(name, systems).length === 0 ? '✓' : '✗'} ${took}`
}

/** How soon somebody went on with what a killed worker held. */
export function describeRescues(rescues: readonly Rescue[]): string[] {
  const byCell = Map.groupBy(rescues, ({ cell }) => cell)
  const line = (what: string, of: readonly Rescue[]) => {
    const at = (share: number) =>
      `${(
        percentile(
          of.map(({ afterMs }) => afterMs),
          share,
        ) / 1_000
      ).toFixed(1)} s`
    return `${what.padEnd(28)} ${String(of.length).padStart(3)} held   p50 ${at(0.5)}   p99 ${at(0.99)}`
  }
  return [...[...byCell].map(([cell, of]) => line(cell, of)), line('all', rescues)]
}
