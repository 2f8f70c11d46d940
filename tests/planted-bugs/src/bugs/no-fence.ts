import { repeatedMessages } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const noFence: PlantedBug = {
  name: 'no-fence',
  meaning:
    'Who has lost an idempotency key still writes under it. Its lease is 0 s: who clicks twice is enough to lose it.',
  changes: [
    {
      file: 'shared/idempotency/src/key-statements.ts',
      from: ` and fence = \${fence} and state = 'in_progress'\``,
      to: '`',
    },
    {
      file: 'shared/idempotency/src/idempotency-keys.ts',
      from: '{ db, leaseSeconds = 30 }',
      to: '{ db, leaseSeconds = 0 }',
    },
  ],
  circumstances: repeatedMessages,
  foundBy: ['C1'],
}
