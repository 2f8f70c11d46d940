import { disorderedWebhooks } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const forgedWebhookBelieved: PlantedBug = {
  name: 'forged-webhook-believed',
  meaning: 'A webhook with a wrong signature is noted, and then taken like any other.',
  changes: [
    {
      file: 'services/payment/src/use-cases/receive-webhook.ts',
      from: '  throw badSignature()\n',
      to: '',
    },
  ],
  circumstances: disorderedWebhooks,
  foundBy: ['A1'],
}
