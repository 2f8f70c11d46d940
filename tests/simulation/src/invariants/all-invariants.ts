import type { Evidence, Finding, Invariant } from './invariant.ts'
import { liveness } from './liveness.ts'
import { money } from './money.ts'
import { notification } from './notification.ts'
import { states } from './states.ts'

export type Violation = Finding & { id: string; meaning: string }

const clients: Invariant[] = [
  {
    id: 'C1',
    meaning: 'one answer per key',
    find: ({ log }) => log.contradictions.filter(({ id }) => id === 'C1'),
  },
  {
    id: 'C2',
    meaning: 'a key that was used for another request never got a 2xx for it',
    find: ({ log }) => log.contradictions.filter(({ id }) => id === 'C2'),
  },
]

/** Money, liveness, states, clients, notification. */
const invariants: readonly Invariant[] = [...money, ...liveness, ...states, ...clients, ...notification]

export const violationsOf = (evidence: Evidence): Violation[] =>
  invariants.flatMap(({ id, meaning, find }) => find(evidence).map((finding) => ({ ...finding, id, meaning })))
