import type { Payments } from '../repositories/payments.ts'
import type { Webhooks } from '../repositories/webhooks.ts'

/** Every payment and every delivery, for comparison with what others believe. */
export function createReadJournal(deps: { payments: Pick<Payments, 'all'>; webhooks: Pick<Webhooks, 'journal'> }) {
  return async () => ({ payments: await deps.payments.all(), deliveries: await deps.webhooks.journal() })
}

export type ReadJournal = ReturnType<typeof createReadJournal>
