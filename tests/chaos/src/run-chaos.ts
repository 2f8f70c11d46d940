import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '@waybill/test-kit'
import { createDriverRecord, type DriverRecord } from './driver/driver-record.ts'
import { planOrders } from './driver/plan-orders.ts'
import { type Clients, startClients } from './driver/run-clients.ts'
import type { DriverLog } from './evidence.ts'
import { createFaults } from './faults/all-faults.ts'
import { judge, keepVerdict } from './judge.ts'
import { keepLogs } from './keep-logs.ts'
import type { ChaosOptions } from './options.ts'
import { areMostPlaced } from './patience.ts'
import { createProgress } from './progress.ts'
import { describeRun } from './report.ts'
import { type Unrest, waitForQuiet } from './settle.ts'
import { summarize } from './summary.ts'
import { type ChaosSystem, startChaosSystem } from './system.ts'

type Deps = { say: (line: string) => void; now: () => Date; signal: AbortSignal }

/** A run that fails by being late is watched on: the invariants say something only of a system that rests. */
const watchedForMs = 180_000
/** Starting, settling, gathering and stopping together never take longer than this and so long for each order. */
const longestBesideFaultsMs = 300_000
const longestPerOrderMs = 60
/** Where the system was too slow for most orders, the faults last longer by this share of their time, and no more. */
const longestProlonging = 0.5

/**
 * One run: clients and faults together, then none, and when all is quiet the invariants. `isGreen` is false for any violation,
 * and when it did not become quiet; then `evidenceFolder` holds all that is known. `log` is what the driver did. Rejects where it
 * could not be run to its end, and then says where the logs are. The seed repeats what is done to the system, not the moments at which it meets it.
 */
export async function runChaos(options: ChaosOptions, { say, now, signal: interrupted }: Deps) {
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(longestMs(options))])
  say(
    `chaos with seed ${options.seed}: ${options.orders} orders by ${options.clients} clients, ` +
      `${options.seconds} s of ${options.faults.join(', ')}`,
  )
  const dataFolder = await mkdtemp(join(tmpdir(), 'waybill-chaos-'))
  const system = await startChaosSystem({ dataFolder, random: seededRandom(options.seed), signal })
  const record = createDriverRecord(now)
  try {
    const lived = await live({ system, options, record, say, now, signal })
    const { log } = lived
    const verdict = await judge({ system, log })
    const { violations } = verdict
    const summary = summarize({ ...verdict, ...lived, options })
    for (const line of describeRun(summary)) say(line)
    if (summary.isGreen) return { isGreen: true, violations, summary, log, evidenceFolder: undefined }
    const evidenceFolder = await keepLogs(system, options.seed, log)
    await keepVerdict(verdict, evidenceFolder)
    say(`Everything that is known of it: ${evidenceFolder}`)
    return { isGreen: false, violations, summary, log, evidenceFolder }
  } catch (error) {
    say(`It came to no end. What is known: ${await keepLogs(system, options.seed, record.evidence())}`)
    throw error
  } finally {
    await system.remove()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

type Run = { system: ChaosSystem; options: ChaosOptions; record: DriverRecord } & Deps

/** From the first client to the moment at which all is quiet, or to the end of the patience. */
async function live(run: Run): Promise<{ log: DriverLog; unrest: Unrest; placedLate: number }> {
  const { system, options, record, now, signal } = run
  const orders = planOrders({ ...options, with: new Set(options.faults) })
  const faults = createFaults(options, { ...options, system, orders, record, now })
  for (const fault of faults) await fault.start()
  const startedAt = now().toISOString()
  const clients = startClients({ ...options, system, orders, record, now })
  const progress = createProgress({ ...run, clients })
  progress.start()
  try {
    await placeAll(options, clients, signal).finally(() => stopAll(faults))
    const faultsEndedAt = now().toISOString()
    const placedLate = options.orders - clients.bought()
    progress.settle()
    const isDone = () => clients.living() === 0
    const { quietAt, unrest } = await waitForQuiet(system, { withinMs: watchedForMs, signal, now, isDone })
    const waiting = isDone() ? {} : { 'clients without an answer': clients.living() }
    const times = { startedAt, faultsEndedAt, quietAt: quietAt?.toISOString() ?? null }
    return {
      log: { seed: options.seed, ...times, ...record.evidence() },
      unrest: { ...unrest, ...waiting },
      placedLate,
    }
  } finally {
    await clients.stop()
    await progress.stop()
  }
}

/** Resolves when the faults have lasted long enough and most orders are placed, at last when their longest time is over. */
async function placeAll({ orders, seconds }: ChaosOptions, clients: Clients, signal: AbortSignal): Promise<void> {
  await pause(seconds * 1_000, undefined, { signal })
  for (let more = 0; more < seconds * longestProlonging && !areMostPlaced(clients.bought(), orders); more += 1) {
    await pause(1_000, undefined, { signal })
  }
}

const longestMs = ({ orders, seconds }: ChaosOptions): number =>
  seconds * 1_000 * (1 + longestProlonging) + longestBesideFaultsMs + orders * longestPerOrderMs

const stopAll = (faults: { stop: () => Promise<void> }[]) => Promise.all(faults.map((fault) => fault.stop()))
