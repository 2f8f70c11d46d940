import { rmSync } from 'node:fs'
import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '@waybill/test-kit'
import { check, gather, keepEvidence } from './checking/index.ts'
import { createDriverRecord, type DriverRecord } from './driver/driver-record.ts'
import { type PlannedOrder, planOrders } from './driver/plan-orders.ts'
import { startClients } from './driver/run-clients.ts'
import type { DriverLog, Violation } from './evidence.ts'
import { allFaults } from './faults/all-faults.ts'
import type { Fault } from './faults/fault.ts'
import type { ChaosOptions } from './options.ts'
import { createProgress } from './progress.ts'
import { describeRun } from './report.ts'
import { countOrders, readRecoveries, type Unrest, waitForQuiet } from './settle.ts'
import { type ChaosSystem, startChaosSystem } from './system.ts'

type Deps = { say: (line: string) => void; now: () => Date; signal: AbortSignal }

/** A job deadline, a reconcile step, a lease, the longest webhook delay and some slack: then nothing may be under way any more. */
const quietWithinMs = 120_000

/**
 * One run: clients and faults together, then none, and when all is quiet the invariants. Takes `seconds` and at most some four
 * minutes more. `isGreen` is false for any violation, and when it did not become quiet; then `evidenceFolder` holds all that
 * is known. The seed repeats what is done to the system, not the moments at which it meets it.
 */
export async function runChaos(options: ChaosOptions, { say, now, signal: interrupted }: Deps) {
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(options.seconds * 1_000 + 300_000)])
  say(`chaos with seed ${options.seed}: ${options.orders} orders, ${options.seconds} s of ${options.faults.join(', ')}`)
  const dataFolder = await mkdtemp(join(tmpdir(), 'waybill-chaos-'))
  const system = await startChaosSystem({ dataFolder, random: seededRandom(options.seed), signal })
  try {
    const lived = await live({ system, options, say, now, signal })
    const judged = await judge({ system, ...lived })
    for (const line of describeRun({ ...judged, log: lived.log, unrest: lived.unrest, options })) say(line)
    const isGreen = judged.violations.length === 0 && lived.log.quietAt !== null
    if (isGreen) return { isGreen, evidenceFolder: undefined, violations: judged.violations }
    const evidenceFolder = await keep(dataFolder, options.seed, lived.log, judged)
    say(`Everything that is known of it: ${evidenceFolder}`)
    return { isGreen, evidenceFolder, violations: judged.violations }
  } finally {
    await system.remove()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

type Run = { system: ChaosSystem; options: ChaosOptions } & Deps

async function live(run: Run): Promise<{ log: DriverLog; unrest: Unrest }> {
  const { system, options, now, signal } = run
  const record = createDriverRecord(now)
  const orders = planOrders({
    ...options,
    with: {
      clients: options.faults.includes('clients'),
      webhooks: options.faults.includes('webhooks'),
      mail: options.faults.includes('mail'),
    },
  })
  const progress = createProgress({ ...run, record })
  const faults = createFaults(run, orders, record)
  for (const fault of faults) await fault.start()
  const startedAt = now()
  const clients = startClients({ system, orders, record, now })
  progress.start(clients.living)
  try {
    await pause(options.seconds * 1_000, undefined, { signal })
    await Promise.all(faults.map((fault) => fault.stop()))
    const faultsEndedAt = now()
    progress.settle()
    const isDone = () => clients.living() === 0
    const { quietAt, unrest } = await waitForQuiet(system, { withinMs: quietWithinMs, signal, now, isDone })
    const log: DriverLog = {
      ...{ seed: options.seed, startedAt: startedAt.toISOString(), faultsEndedAt: faultsEndedAt.toISOString() },
      ...{ quietAt: quietAt?.toISOString() ?? null, ...record.evidence() },
    }
    return { log, unrest: isDone() ? unrest : { ...unrest, 'clients without an answer': clients.living() } }
  } finally {
    await clients.stop()
    await progress.stop()
    await Promise.allSettled(faults.map((fault) => fault.stop()))
  }
}

/** Each kind has a chance of its own: what one does, or whether it is there at all, changes no choice of another. */
function createFaults({ system, options, now }: Run, orders: readonly PlannedOrder[], record: DriverRecord): Fault[] {
  return Object.entries(allFaults)
    .filter(([name]) => options.faults.some((chosen) => chosen === name))
    .map(([name, create]) => {
      const random = seededRandom(
        options.seed * 7_919 + [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
      )
      return create({ system, orders, record, random, now })
    })
}

async function judge({ system, log }: { system: ChaosSystem; log: DriverLog }) {
  const orderStates = await countOrders(system)
  const recoveries = await readRecoveries(system, new Date(log.faultsEndedAt))
  const database = await gather({ host: system.host, log })
  return { orderStates, recoveries, database, violations: await check(database) }
}

async function keep(
  dataFolder: string,
  seed: number,
  log: DriverLog,
  { database, violations }: { database: Awaited<ReturnType<typeof gather>>; violations: Violation[] },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `waybill-chaos-seed-${seed}-`))
  await writeFile(join(folder, 'driver-log.json'), JSON.stringify(log, null, 1))
  await keepEvidence(database, violations, join(folder, 'checking'))
  await cp(join(dataFolder, 'logs'), join(folder, 'logs'), { recursive: true })
  return folder
}
