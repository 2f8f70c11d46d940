import { disorderedWebhooks } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const earlyWebhookDropped: PlantedBug = {
  name: 'early-webhook-dropped',
  meaning: 'A webhook for a payment that is still being submitted is acknowledged and dropped.',
  changes: [
    {
      file: 'services/payment/src/use-cases/receive-webhook.ts',
      from: '    const first = await deps.events.store(event)\n',
      to: `    const payment = await (deps.payments as Payments).find(event.merchantReference ?? '00000000-0000-7000-8000-000000000000')
    if (payment?.status === 'submitting') return
    const first = await deps.events.store(event)\n`,
    },
  ],
  circumstances: disorderedWebhooks,
  foundBy: ['L8'],
}
