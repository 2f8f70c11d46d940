import { lostAnswers } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const noFence: PlantedBug = {
  name: 'no-fence',
  meaning:
    'Who has lost its idempotency key still writes under it. A lease of 2 s, so that a slow call is enough to lose it.',
  changes: [
    {
      file: 'shared/idempotency/src/key-statements.ts',
      from: ` and fence = \${fence} and state = 'in_progress'\``,
      to: '`',
    },
    {
      file: 'shared/idempotency/src/idempotency-keys.ts',
      from: '{ db, leaseSeconds = 30 }',
      to: '{ db, leaseSeconds = 2 }',
    },
  ],
  circumstances: lostAnswers,
  foundBy: ['C1'],
}
