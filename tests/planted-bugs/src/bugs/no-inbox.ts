import { repeatedMessages } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const noInbox: PlantedBug = {
  name: 'no-inbox',
  meaning: 'Production and invoice do not remember keys: each call is another effect.',
  changes: [
    {
      file: 'shared/effect-journal/src/tables.ts',
      from: 'idempotency_key text not null unique,',
      to: 'idempotency_key text not null,',
    },
    {
      file: 'shared/effect-journal/src/effects.ts',
      from: 'on conflict (idempotency_key) do update set calls = e.calls + 1 where e.request_hash = excluded.request_hash',
      to: '',
    },
  ],
  circumstances: repeatedMessages,
  foundBy: ['S8'],
}
