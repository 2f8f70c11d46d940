import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '@waybill/test-kit'
import type { ChaosSystem } from '../system.ts'
import { createAsk } from './ask.ts'
import { createClient } from './client.ts'
import type { DriverRecord } from './driver-record.ts'
import { createGate } from './gate.ts'
import type { PlannedOrder } from './plan-orders.ts'

export type Clients = ReturnType<typeof startClients>

type Deps = {
  system: ChaosSystem
  orders: readonly PlannedOrder[]
  record: DriverRecord
  now: () => Date
  /** So many buy at a time, each one order after the other. */
  clients: number
}

/**
 * Lets every order begin at its moment, or when one of the clients is free for it: with the next order a client waits until its
 * last one is paid or has failed, so a system that is slow is asked for less. `done` resolves when all has ended; `stop` makes it.
 */
export function startClients({ system, orders, record, now, clients }: Deps) {
  const gate = createGate(clients)
  const over = new AbortController()
  const orderIds = new Map<PlannedOrder, string>()

  const onCreated = (planned: PlannedOrder, orderId: string): void => {
    orderIds.set(planned, orderId)
    record.expected.push({ orderId, scenario: planned.scenario, outcome: planned.outcome })
    if (planned.isMailRefused) record.refusedMails.push(orderId)
  }
  const siblingOf = (planned: PlannedOrder): string | undefined => {
    const sibling = orders.find((other) => other !== planned && other.userId === planned.userId && orderIds.has(other))
    return sibling && orderIds.get(sibling)
  }

  async function liveOnce(planned: PlannedOrder): Promise<void> {
    await pause(planned.startsAfterMs, undefined, { signal: over.signal }).catch(() => {})
    const random = seededRandom(planned.seed)
    const { clientUrls: urls } = system.links
    const ask = createAsk({ urls, serviceKey: system.host.secrets.serviceKey ?? '', random, now, tries: record.tries })
    const client = createClient(planned, { ask, random, over: over.signal, onCreated, siblingOf })
    await gate.through(async () => {
      const orderId = await client.buy()
      bought += 1
      if (orderId !== undefined) await client.follow(orderId)
    })
  }

  let bought = 0
  let living = orders.length
  const done = Promise.all(orders.map((planned) => liveOnce(planned).finally(() => (living -= 1))))
  return {
    done,
    /** How many orders have not ended yet. */
    living: () => living,
    /** How many orders are placed: created and checked out, as far as their plan goes. */
    bought: () => bought,
    async stop(): Promise<void> {
      over.abort()
      await done
    },
  }
}
