import { setTimeout as pause } from 'node:timers/promises'
import { type ChaosSystem, type DriverRecord, disturbances, type Unrest, waitForQuiet } from '@waybill/chaos'
import { waitFor } from '@waybill/test-kit'
import type { Cell } from './cells.ts'
import { type Begun, beginFault, endsProcesses } from './faults.ts'
import { linksOf } from './links-of.ts'
import type { Placed, Shoppers } from './shoppers.ts'
import { countAt, type Stage, stages } from './stages.ts'

export type CellRun = {
  cell: Cell
  faultAt: Date
  /** From the end of the fault until nothing was under way and every process healthy; null: not in time. */
  recoveredMs: number | null
  /** What was left then. */
  unrest: Unrest
  /** Processes that ended although nobody had told them to. */
  casualties: string[]
}

type Deps = { system: ChaosSystem; record: DriverRecord; shoppers: Shoppers; now: () => Date; signal: AbortSignal }

const ordersAtStage = 3
const stagedWithinMs = 60_000
/** As in the run of all faults at once: nothing may be under way longer after the last fault. */
export const quietWithinMs = 120_000

/** Brings orders to every stage, lets the fault fall upon its target, and waits until the system rests again. */
export async function runCell(cell: Cell, deps: Deps): Promise<CellRun> {
  const { system, record, shoppers, now } = deps
  const startsBefore = startsOf(system)
  const placed: Placed[] = []
  for (const stage of stages) placed.push(...(await bringTo(stage, cell, deps)))
  placed.push(...shoppers.send(cell, 'checkout', ordersAtStage))
  const faultAt = now()
  const ended = cell.target.processes.map((process) => record.inject(cell.fault, process))
  const begun = await beginFault(cell.fault, { system, target: cell.target })
  openGates(system, cell)
  placed.push(...shoppers.send(cell, 'later', ordersAtStage))
  await letItLast(begun, deps.signal)
  for (const end of ended) end()
  const rest = await waitForRest(placed, deps)
  return { cell, faultAt, ...rest, casualties: casualtiesOf(system, cell, startsBefore) }
}

async function bringTo(stage: Stage, cell: Cell, { system, shoppers }: Deps): Promise<Placed[]> {
  for (const link of system.links.all) if (stage.gates.includes(link.name)) link.disturb(disturbances.blackhole)
  const placed = shoppers.send(cell, stage.name, ordersAtStage)
  const areThere = async () => {
    const orderIds = placed.flatMap(({ orderId }) => orderId ?? [])
    return orderIds.length === placed.length && (await countAt(system, stage, orderIds)) >= stage.rowsFor(placed.length)
  }
  await waitFor(areThere, { what: `orders at ${stage.name}`, timeoutMs: stagedWithinMs, intervalMs: 20 })
  return placed
}

/** But for the ways that the fault itself disturbs. */
function openGates({ links }: ChaosSystem, { target, fault }: Cell): void {
  const isOnTheWays = !endsProcesses(fault) && fault !== 'stop'
  const kept = isOnTheWays ? linksOf(links.all, target) : []
  for (const link of links.all) if (!kept.includes(link)) link.heal()
}

async function letItLast({ lastsMs, end }: Begun, signal: AbortSignal): Promise<void> {
  await pause(lastsMs, undefined, { signal }).finally(end)
}

async function waitForRest(placed: Placed[], { system, now, signal }: Deps) {
  const endedAt = now().getTime()
  const isDone = () => placed.every((order) => order.isAccepted())
  const { quietAt, unrest } = await waitForQuiet(system, { withinMs: quietWithinMs, signal, now, isDone })
  const unaccepted = placed.filter((order) => !order.isAccepted()).length
  if (!quietAt) return { recoveredMs: null, unrest: { ...unrest, 'checkouts not accepted': unaccepted } }
  const sick = await namesOfTheSick(system, endedAt + quietWithinMs - now().getTime())
  if (sick.length > 0) return { recoveredMs: null, unrest: { [`not healthy: ${sick.join(', ')}`]: sick.length } }
  return { recoveredMs: now().getTime() - endedAt, unrest: {} }
}

async function namesOfTheSick({ host }: ChaosSystem, withinMs: number): Promise<string[]> {
  const looked = await Promise.all(
    host.names.map(async (name) => {
      const isHealthy = host.resource(name).waitUntilHealthy(Math.max(1, withinMs))
      return isHealthy.then(
        () => [],
        () => [name],
      )
    }),
  )
  return looked.flat()
}

type Starts = Record<string, number>

const startsOf = ({ host }: ChaosSystem): Starts =>
  Object.fromEntries(host.names.map((name) => [name, host.resource(name).restarts]))

function casualtiesOf(system: ChaosSystem, { target, fault }: Cell, before: Starts): string[] {
  const told = endsProcesses(fault) ? target.processes : []
  const after = startsOf(system)
  return Object.keys(after).filter((name) => after[name] !== before[name] && !told.includes(name))
}
