import { disorderedWebhooks } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const statusWrittenAfterTheCall: PlantedBug = {
  name: 'status-written-after-the-call',
  meaning: 'After its call to the provider a payment becomes `pending`, whatever a quicker webhook has made of it.',
  changes: [
    {
      file: 'services/payment/src/repositories/payments.ts',
      from: `where id = \${payment.id} and status = 'submitting' returning *`,
      to: `where id = \${payment.id} and status <> 'pending' returning *`,
    },
  ],
  circumstances: disorderedWebhooks,
  foundBy: ['S1', 'S2', 'S3', 'S4', 'L5', 'quiet'],
}
