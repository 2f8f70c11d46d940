import { also } from './also.ts'
import { attack } from './attack.ts'
import { client } from './client.ts'
import { liveness } from './liveness.ts'
import { money } from './money.ts'
import { notification } from './notification.ts'
import type { Corruption } from './rows.ts'
import { state } from './state.ts'

export const corruptions: readonly Corruption[] = [
  ...money,
  ...liveness,
  ...state,
  ...client,
  ...notification,
  ...attack,
  ...also,
]
