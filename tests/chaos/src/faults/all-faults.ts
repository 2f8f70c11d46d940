import type { CreateFault } from './fault.ts'
import { createKills } from './kill.ts'
import { createMailFaults } from './mail.ts'
import { createNeighbourFaults } from './neighbours.ts'
import { createNetworkFaults } from './network.ts'
import { createPostgresFaults } from './postgres.ts'
import { createQueueFaults } from './queues.ts'
import { createRestarts } from './restart.ts'
import { createStops } from './stop.ts'
import { createWebhookFaults } from './webhooks.ts'

/** Every kind of fault by the name under which it is chosen; `clients` is not here: those are in the orders' plan. */
export const allFaults = {
  mail: createMailFaults,
  webhooks: createWebhookFaults,
  neighbours: createNeighbourFaults,
  queues: createQueueFaults,
  network: createNetworkFaults,
  postgres: createPostgresFaults,
  restart: createRestarts,
  stop: createStops,
  kill: createKills,
} as const satisfies Record<string, CreateFault>

export const faultNames = [...(Object.keys(allFaults) as (keyof typeof allFaults)[]), 'clients' as const]
export type FaultName = (typeof faultNames)[number]
