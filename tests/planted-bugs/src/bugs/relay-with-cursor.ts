import { everything } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const relayWithCursor: PlantedBug = {
  name: 'relay-with-cursor',
  meaning:
    'The relay goes on after the last event that it published: one that was committed late, or put off, is passed over.',
  changes: [
    {
      file: 'shared/outbox/src/claim.ts',
      from: `o.seq >= \${claim.fromSeq}`,
      to: 'o.seq > (select coalesce(max(seq), 0) from outbox where published_at is not null)',
    },
  ],
  circumstances: everything,
  foundBy: ['quiet', 'L7', 'L10'],
}
