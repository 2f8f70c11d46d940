import type { AppHostResource } from '@waybill/contracts'

/** How each state looks. */
export const stateTones = {
  Waiting: 'neutral',
  Starting: 'moving',
  Running: 'good',
  Healthy: 'good',
  Unhealthy: 'bad',
  Restarting: 'attention',
  Stopping: 'moving',
  Exited: 'bad',
} as const satisfies Record<AppHostResource['state'], string>

/** How the life before this one ended. */
export function endingWords(ending: AppHostResource['lastEnding']): string {
  if (ending === null) return '–'
  if (ending.error !== null) return ending.error
  return ending.signal !== null ? `signal ${ending.signal}` : `code ${ending.code ?? 'not known'}`
}
