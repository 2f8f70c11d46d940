import type { Behaviours } from '../repositories/behaviours.ts'

export type ClearBehaviours = ReturnType<typeof createClearBehaviours>

/** Every mail is accepted again. */
export function createClearBehaviours({ behaviours }: { behaviours: Pick<Behaviours, 'clear'> }) {
  return (): Promise<void> => behaviours.clear()
}
