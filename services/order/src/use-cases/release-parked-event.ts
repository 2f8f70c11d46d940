import { AppError } from '@waybill/errors'
import type { ParkedEvents } from '../repositories/parked-events.ts'

export type ReleaseRequest = { id: string; operator: string; reason: string }

type Deps = { parked: Pick<ParkedEvents, 'release' | 'exists'>; newId: () => string; announced: () => void }

/** An operator has a parked event published again; the action and the release are one write. */
export function createReleaseParkedEvent({ parked, newId, announced }: Deps) {
  return async ({ id, operator, reason }: ReleaseRequest): Promise<void> => {
    if (await parked.release(id, { id: newId(), operator, reason })) return announced()
    if (await parked.exists(id)) throw new AppError('conflict', 'event-not-parked', 'This event is not parked')
    throw new AppError('not-found', 'event-not-found', 'There is no such event')
  }
}

export type ReleaseParkedEvent = ReturnType<typeof createReleaseParkedEvent>
