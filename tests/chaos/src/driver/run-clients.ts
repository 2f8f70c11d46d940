import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom } from '@waybill/test-kit'
import type { ChaosSystem } from '../system.ts'
import { createAsk } from './ask.ts'
import { createClient } from './client.ts'
import type { DriverRecord } from './driver-record.ts'
import type { PlannedOrder } from './plan-orders.ts'

type Deps = { system: ChaosSystem; orders: readonly PlannedOrder[]; record: DriverRecord; now: () => Date }

/** Lets every client live from its moment on. `done` resolves when all have ended; `stop` makes them. */
export function startClients({ system, orders, record, now }: Deps) {
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
    await createClient(planned, { ask, random, over: over.signal, onCreated, siblingOf }).live()
  }

  let living = orders.length
  const done = Promise.all(orders.map((planned) => liveOnce(planned).finally(() => (living -= 1))))
  return {
    done,
    /** How many have not ended yet. */
    living: () => living,
    async stop(): Promise<void> {
      over.abort()
      await done
    },
  }
}
