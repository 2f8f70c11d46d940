import type { Outcome } from '../domain/behaviour.ts'
import type { Deliveries, JournalPage } from '../repositories/deliveries.ts'

export type ReadJournal = ReturnType<typeof createReadJournal>

const selections = {
  kept: ['accepted', 'cut-after-data'],
  faults: ['temporary', 'permanent', 'hang', 'cut-after-data'],
} as const satisfies Record<string, readonly Outcome[]>

/** A page of the journal, oldest first: what was kept, or what met a fault. A mail whose answer was cut off is both. */
export function createReadJournal({ deliveries }: { deliveries: Pick<Deliveries, 'readAfter'> }) {
  return (selection: keyof typeof selections, after: string | undefined): Promise<JournalPage> =>
    deliveries.readAfter(after, selections[selection])
}
