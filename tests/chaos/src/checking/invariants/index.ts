import { also } from './also.ts'
import { attack } from './attack.ts'
import { client } from './client.ts'
import type { Invariant } from './invariant.ts'
import { liveness } from './liveness.ts'
import { money } from './money.ts'
import { notification } from './notification.ts'
import { state } from './state.ts'

/** Section 5 of RELIABILITY.md, in its order, and what it asks for beside. */
export const invariants: readonly Invariant[] = [
  ...money,
  ...liveness,
  ...state,
  ...client,
  ...notification,
  ...attack,
  ...also,
]
