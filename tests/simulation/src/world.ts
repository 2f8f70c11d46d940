import { seededRandom, sequentialIds } from '@waybill/test-kit'
import { createChance } from './machine/chance.ts'
import { createNotificationMemory } from './memory/notification/notification-memory.ts'
import { createOrderMemory } from './memory/order/order-memory.ts'
import { createPaymentMemory } from './memory/payment/payment-memory.ts'
import { createMailServer } from './neighbours/mail-server.ts'
import { createNetwork } from './network/network.ts'
import { createQueues } from './network/queues.ts'
import { createVirtualClock } from './time/virtual-clock.ts'
import { createTrace } from './trace.ts'

export type World = ReturnType<typeof createWorld>

/** What outlives every process: time, chance, the databases, the network and the queues. The seed decides all of it. */
export function createWorld({ seed, follow = [] }: { seed: number; follow?: readonly string[] }) {
  const clock = createVirtualClock()
  const chance = createChance(seededRandom(seed))
  const newId = sequentialIds()
  const trace = createTrace(clock, follow)
  const { witness } = trace
  return {
    ...{ clock, chance, newId, trace, witness },
    network: createNetwork({ clock, chance, witness }),
    queues: createQueues({ clock, chance }),
    order: createOrderMemory(clock.nowMs),
    payment: createPaymentMemory(clock.nowMs, newId),
    notification: createNotificationMemory(clock.nowMs),
    mailServer: createMailServer({ chance }),
  }
}
