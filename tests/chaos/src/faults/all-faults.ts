import { seededRandom } from '@waybill/test-kit'
import type { CreateFault, Fault, FaultContext } from './fault.ts'
import { createInsideFaults } from './inside.ts'
import { createKills } from './kill.ts'
import { createMailFaults } from './mail.ts'
import { createNeighbourFaults } from './neighbours.ts'
import { createNetworkFaults } from './network.ts'
import { createOutages } from './outages.ts'
import { createPostgresFaults } from './postgres.ts'
import { createQueueFaults } from './queues.ts'
import { createRestarts } from './restart.ts'
import { createStops } from './stop.ts'
import { createWebhookFaults } from './webhooks.ts'

/** Every kind of fault by the name under which it is chosen; `clients` is not here: those are in the orders' plan. */
const allFaults = {
  mail: createMailFaults,
  webhooks: createWebhookFaults,
  neighbours: createNeighbourFaults,
  queues: createQueueFaults,
  network: createNetworkFaults,
  postgres: createPostgresFaults,
  restart: createRestarts,
  stop: createStops,
  inside: createInsideFaults,
  down: createOutages,
  kill: createKills,
} as const satisfies Record<string, CreateFault>

export const faultNames = [...(Object.keys(allFaults) as (keyof typeof allFaults)[]), 'clients' as const]
export type FaultName = (typeof faultNames)[number]

type Wanted = { seed: number; faults: readonly FaultName[] }

/** The wanted ones. Each kind has a chance of its own: what one does, or whether it is there, changes no choice of another. */
export function createFaults({ seed, faults }: Wanted, context: Omit<FaultContext, 'random'>): Fault[] {
  return Object.entries(allFaults)
    .filter(([name]) => faults.some((wanted) => wanted === name))
    .map(([name, create]) => create({ ...context, random: seededRandom(seed * 7_919 + numberOf(name)) }))
}

const numberOf = (name: string): number => [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)
