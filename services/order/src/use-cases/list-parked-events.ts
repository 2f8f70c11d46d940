import type { ParkedEvents } from '../repositories/parked-events.ts'

/** Events that SNS refused for good, oldest first. Each holds back the later events of its own order. */
export function createListParkedEvents(deps: { parked: Pick<ParkedEvents, 'list'> }) {
  return () => deps.parked.list()
}

export type ListParkedEvents = ReturnType<typeof createListParkedEvents>
