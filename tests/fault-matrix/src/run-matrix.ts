import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ChaosSystem,
  createDriverRecord,
  judge,
  keepLogs,
  keepVerdict,
  linkPlans,
  startChaosSystem,
  waitForQuiet,
  webLinkPlans,
} from '@waybill/chaos'
import { seededRandom } from '@waybill/test-kit'
import { type Attributed, attribute, readPlaces } from './attribute.ts'
import type { Cell } from './cells.ts'
import { type Rescue, readRescues } from './rescue.ts'
import { type CellRun, quietWithinMs, runCell } from './run-cell.ts'
import { createShoppers } from './shoppers.ts'

type Deps = { seed: number; say: (line: string) => void; now: () => Date; signal: AbortSignal }

/** What became of the cells of one system, and what it violated, cell by cell. */
export type SystemRun = { runs: CellRun[]; violations: Attributed[]; rescues: Rescue[]; evidenceFolder?: string }

/** The e-wallet soon decides, but not while it is still answering: a payment must be met there. */
const webhookMs = { min: 400, max: 600 }

/**
 * Runs the cells one after the other on each of so many systems, which take the next one as they are free; and judges each
 * system by every invariant when it has none left. One that did not come to rest is judged at once, and a new one goes on.
 */
export async function runMatrix(cells: readonly Cell[], systems: number, deps: Deps): Promise<SystemRun[]> {
  const waiting = [...cells]
  let starting: Promise<unknown> = Promise.resolve()
  let number = deps.seed
  const inTurn = <T>(start: () => Promise<T>): Promise<T> => {
    const started = starting.then(start)
    starting = started.catch(() => {})
    return started
  }
  const lane = async (): Promise<SystemRun[]> => {
    const done: SystemRun[] = []
    while (waiting.length > 0) done.push(await runOnOneSystem(waiting, inTurn, { ...deps, seed: number++ }))
    return done
  }
  return (await Promise.all(Array.from({ length: systems }, lane))).flat()
}

type InTurn = <T>(start: () => Promise<T>) => Promise<T>

async function runOnOneSystem(waiting: Cell[], inTurn: InTurn, deps: Deps): Promise<SystemRun> {
  const { seed, signal } = deps
  const dataFolder = await mkdtemp(join(tmpdir(), 'waybill-matrix-'))
  const plans = [...linkPlans, ...webLinkPlans]
  const system = await inTurn(() =>
    startChaosSystem({ dataFolder, random: seededRandom(seed), signal, plans, webhookMs }),
  )
  try {
    return await runCells(system, waiting, deps)
  } finally {
    await system.remove()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

async function runCells(system: ChaosSystem, waiting: Cell[], { seed, say, now, signal }: Deps): Promise<SystemRun> {
  const record = createDriverRecord(now)
  const startedAt = now().toISOString()
  const shoppers = createShoppers({ system, record, seed, now })
  const runs: CellRun[] = []
  try {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      const run = await tryCell(cell, { system, record, shoppers, now, signal })
      runs.push(run)
      say(describe(run))
      if (run.recoveredMs === null) break
    }
  } finally {
    await shoppers.stop()
  }
  const at = now().toISOString()
  const log = { seed, startedAt, faultsEndedAt: at, quietAt: at, ...record.evidence() }
  const evidence = { seed, log, isWell: runs.every(isWell) }
  return { runs, ...(await judgeCells(system, runs, evidence).catch(unjudged)) }
}

type Evidence = { seed: number; log: Parameters<typeof judge>[0]['log']; isWell: boolean }

async function judgeCells(system: ChaosSystem, runs: CellRun[], { seed, log, isWell }: Evidence) {
  const verdict = await judge({ system, log })
  const violations = attribute(verdict.violations, await readPlaces(verdict.database))
  const judged = { violations, rescues: await readRescues(verdict.database, runs) }
  if (violations.length === 0 && isWell) return judged
  const evidenceFolder = await keepLogs(system, seed, log)
  await keepVerdict(verdict, evidenceFolder)
  return { ...judged, evidenceFolder }
}

/** What could not be judged has not held; the other systems go on. */
const unjudged = ({ message }: Error): Pick<SystemRun, 'violations' | 'rescues'> => ({
  violations: [{ cell: null, invariant: 'not judged', row: { message } }],
  rescues: [],
})

/** A cell that could not be run to its end is red, and says why. */
async function tryCell(cell: Cell, deps: Parameters<typeof runCell>[1]): Promise<CellRun> {
  const faultAt = deps.now()
  return runCell(cell, deps).catch(async (error: Error) => {
    deps.signal.throwIfAborted()
    for (const link of deps.system.links.all) link.heal()
    await waitForQuiet(deps.system, { ...deps, withinMs: quietWithinMs, isDone: () => true })
    return { cell, faultAt, recoveredMs: null, unrest: { [error.message]: 1 }, casualties: [] }
  })
}

const isWell = ({ recoveredMs, casualties }: CellRun): boolean => recoveredMs !== null && casualties.length === 0

function describe({ cell, recoveredMs, unrest, casualties }: CellRun): string {
  const fell = casualties.length === 0 ? '' : ` · ended by themselves: ${casualties.join(', ')}`
  const rest = recoveredMs === null ? `no rest: ${JSON.stringify(unrest)}` : `${(recoveredMs / 1_000).toFixed(1)} s`
  return `${recoveredMs === null || fell ? '✗' : '✓'} ${cell.name.padEnd(32)} ${rest}${fell}`
}
