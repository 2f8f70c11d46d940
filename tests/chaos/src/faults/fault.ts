import type { DriverRecord } from '../driver/driver-record.ts'
import type { PlannedOrder } from '../driver/plan-orders.ts'
import type { ChaosSystem } from '../system.ts'

/** A part by its name, and how long it is away. */
export type Outage = { part: string; seconds: number }

/** What a fault works on. Its choices come from `random` alone, which is its own: so a seed repeats them. */
export type FaultContext = {
  system: ChaosSystem
  orders: readonly PlannedOrder[]
  record: DriverRecord
  /** How long the faults last. */
  seconds: number
  /** Parts that are away for long. */
  down: readonly Outage[]
  random: () => number
  now: () => Date
}

/** `start` resolves once it is at work; `stop` heals what it did, as far as it does not heal by itself, and resolves then. */
export type Fault = { start: () => Promise<void>; stop: () => Promise<void> }
export type CreateFault = (context: FaultContext) => Fault

/** Without these no order goes on: for long they are taken away only in a run that has the time. */
const neededByAll = ['postgres', 'queues', 'payment', 'e-wallet']
const shortRunSeconds = 300

/** Who is not frozen or blocked for long in a run of so many seconds. */
export const sparedIn = (seconds: number): readonly string[] => (seconds < shortRunSeconds ? neededByAll : [])
