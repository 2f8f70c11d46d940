import type { PendingScenario } from '@waybill/contracts'
import type { Scenarios } from '../repositories/scenarios.ts'

/** The scenarios that still wait for a payment. The first one that fits is the next to be used up. */
export function createListScenarios({ scenarios }: { scenarios: Pick<Scenarios, 'pending'> }) {
  return (): Promise<PendingScenario[]> => scenarios.pending()
}

export type ListScenarios = ReturnType<typeof createListScenarios>
