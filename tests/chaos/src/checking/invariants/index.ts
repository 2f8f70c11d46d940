import { also } from './also.ts'
import { attack } from './attack.ts'
import { client } from './client.ts'
import type { Invariant } from './invariant.ts'
import { liveness } from './liveness.ts'
import { money } from './money.ts'
import { notification } from './notification.ts'
import { state } from './state.ts'

/** Money, liveness, state, clients, notification, attack; and what is asked for beside. */
export const invariants: readonly Invariant[] = [
  ...money,
  ...liveness,
  ...state,
  ...client,
  ...notification,
  ...attack,
  ...also,
]
