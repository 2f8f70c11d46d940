import { everything } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const webhookAnsweredFirst: PlantedBug = {
  name: 'webhook-answered-first',
  meaning: 'A webhook is answered 204 before it is stored: it is lost when it cannot be.',
  changes: [
    {
      file: 'services/payment/src/use-cases/receive-webhook.ts',
      from: '    const first = await deps.events.store(event)\n    if (!first.sameBody) await contradicted(event, first.merchantReference, deps)\n',
      to: '    void deps.events.store(event).then(deps.stored).catch(() => {})\n',
    },
  ],
  circumstances: everything,
  foundBy: ['L8'],
}
