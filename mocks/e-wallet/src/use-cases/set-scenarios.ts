import type { WalletScenario } from '@waybill/contracts'
import type { Scenarios } from '../repositories/scenarios.ts'

/** How the next payments that match behave; the oldest scenario that fits is used up first. */
export function createSetScenarios({ scenarios }: { scenarios: Pick<Scenarios, 'add' | 'clear'> }) {
  return {
    add: (scenario: WalletScenario): Promise<string> => scenarios.add(scenario),
    clear: (): Promise<void> => scenarios.clear(),
  }
}

export type SetScenarios = ReturnType<typeof createSetScenarios>
