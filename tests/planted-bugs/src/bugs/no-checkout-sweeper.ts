import { brokenCalls } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const noCheckoutSweeper: PlantedBug = {
  name: 'no-checkout-sweeper',
  meaning: 'Nobody finishes a checkout that payment has not answered.',
  changes: [
    {
      file: 'services/order/src/repositories/checkouts.ts',
      from: 'where payment_id is null and finished_at is null and next_try_at <= now()',
      to: `where payment_id is null and finished_at is null and next_try_at = 'infinity'`,
    },
  ],
  circumstances: brokenCalls,
  foundBy: ['quiet', 'L4', 'L6'],
}
