import { disorderedWebhooks } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const noReconciler: PlantedBug = {
  name: 'no-reconciler',
  meaning: 'Nobody asks the provider about a payment whose webhook never came.',
  changes: [
    {
      file: 'services/payment/src/repositories/reconciliations.ts',
      from: `where status in ('submitting', 'pending') and next_reconcile_at <= now()`,
      to: `where status in ('submitting', 'pending') and next_reconcile_at = 'infinity'`,
    },
  ],
  circumstances: disorderedWebhooks,
  foundBy: ['quiet', 'L4', 'L5', 'M2'],
}
