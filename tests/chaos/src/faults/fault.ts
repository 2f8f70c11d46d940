import type { DriverRecord } from '../driver/driver-record.ts'
import type { PlannedOrder } from '../driver/plan-orders.ts'
import type { ChaosSystem } from '../system.ts'

/** What a fault works on. Its choices come from `random` alone, which is its own: so a seed repeats them. */
export type FaultContext = {
  system: ChaosSystem
  orders: readonly PlannedOrder[]
  record: DriverRecord
  random: () => number
  now: () => Date
}

/** `start` resolves once it is at work; `stop` heals what it did, as far as it does not heal by itself, and resolves then. */
export type Fault = { start: () => Promise<void>; stop: () => Promise<void> }
export type CreateFault = (context: FaultContext) => Fault
