import { brokenCalls } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const confirmationMarkedFirst: PlantedBug = {
  name: 'confirmation-marked-first',
  meaning: 'A confirmation is marked delivered before order has answered: an order that was away is never told.',
  changes: [
    {
      file: 'services/payment/src/use-cases/deliver-confirmation.ts',
      from: '      const { applied } = await confirm(confirmation)\n      await confirmations.delivered(confirmation.paymentId, applied)\n',
      to: '      await confirmations.delivered(confirmation.paymentId, true)\n      await confirm(confirmation)\n',
    },
  ],
  circumstances: brokenCalls,
  foundBy: ['quiet', 'L4', 'L6', 'M6'],
}
