import { type OutgoingEvent, sizeInBytes } from './outgoing-event.ts'

const maxEntries = 10
const maxBatchBytes = 256 * 1024

/** The events in their order, in batches that one PublishBatch takes: at most 10 entries and 256 KiB. */
export function intoBatches(events: readonly OutgoingEvent[]): OutgoingEvent[][] {
  const batches: OutgoingEvent[][] = []
  let current: OutgoingEvent[] = []
  let currentBytes = 0
  for (const event of events) {
    const bytes = sizeInBytes(event)
    const isFull = current.length === maxEntries || currentBytes + bytes > maxBatchBytes
    if (batches.length === 0 || isFull) {
      current = []
      currentBytes = 0
      batches.push(current)
    }
    current.push(event)
    currentBytes += bytes
  }
  return batches
}
