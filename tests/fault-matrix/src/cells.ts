import { type FaultName, faultNames } from './faults.ts'
import { type Target, targets } from './targets.ts'

export type Cell = { name: string; target: Target; fault: FaultName }

/** Every part under every fault; those that last longest come first, for that fills several systems evenly. */
export const cells: readonly Cell[] = faultNames.flatMap((fault) =>
  targets.map((target) => ({ name: nameOf(target.name, fault), target, fault })),
)

/** As it stands in the address of every customer of the cell. */
export function nameOf(target: string, fault: FaultName): string {
  return `${target}.${fault}`
}
