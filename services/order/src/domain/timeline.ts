import type { InternalTimelineEntry, TimelineEntry } from '@waybill/contracts'

/** One history, oldest first; what happened in the same millisecond stays in the order in which it is caused. */
export function timelineOf(entries: readonly InternalTimelineEntry[]): InternalTimelineEntry[] {
  const rank = { transition: 0, payment: 1, 'operator-action': 2, job: 3 }
  return entries.toSorted((a, b) => a.at.localeCompare(b.at) || rank[a.kind] - rank[b.kind])
}

/** The same history as a shopper may see it: error texts of neighbours and names of operators stay inside. */
export function publicTimelineOf(entries: readonly InternalTimelineEntry[]): TimelineEntry[] {
  return timelineOf(entries).map(withoutInside)
}

function withoutInside(entry: InternalTimelineEntry): TimelineEntry {
  switch (entry.kind) {
    case 'transition': {
      const { causeId: _, ...shown } = entry
      return shown
    }
    case 'job': {
      const { note: _, ...shown } = entry
      return shown
    }
    case 'operator-action': {
      const { operator: _, reason: __, ...shown } = entry
      return shown
    }
    case 'payment':
      return entry
    default:
      return entry satisfies never
  }
}
