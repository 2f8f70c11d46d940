import { repeatedMessages } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const orderWithoutKey: PlantedBug = {
  name: 'order-without-key',
  meaning: 'An order is made for every request: a client who asks again has two.',
  changes: [
    {
      file: 'services/order/src/repositories/keyed-requests.ts',
      from: `key: idempotencyKey, methodPath: 'POST orders'`,
      to: `key: crypto.randomUUID(), methodPath: 'POST orders'`,
    },
  ],
  circumstances: repeatedMessages,
  foundBy: ['L2', 'C1'],
}
