import { disorderedWebhooks } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const failureBelieved: PlantedBug = {
  name: 'failure-believed',
  meaning: 'A webhook that says `failed` is believed without asking the provider, who then takes the money.',
  changes: [
    {
      file: 'services/payment/src/use-cases/apply-webhook.ts',
      from: `    if (decision.outcome === 'failed') return confirmFailure(due, payment, decision, deps)\n`,
      to: '',
    },
  ],
  circumstances: disorderedWebhooks,
  foundBy: ['M2', 'M7'],
}
