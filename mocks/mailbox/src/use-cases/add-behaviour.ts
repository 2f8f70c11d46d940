import type { MailBehaviour } from '@waybill/contracts'
import type { Behaviours } from '../repositories/behaviours.ts'

export type AddBehaviour = ReturnType<typeof createAddBehaviour>

/** The next mails that match are answered so; it comes before all that were added earlier. */
export function createAddBehaviour(deps: { behaviours: Pick<Behaviours, 'add'>; newId: () => string }) {
  return async ({ mode, share = 1, times, match }: MailBehaviour): Promise<{ id: string }> => {
    const id = deps.newId()
    await deps.behaviours.add({ id, mode, share, matchTo: match?.to }, times)
    return { id }
  }
}
