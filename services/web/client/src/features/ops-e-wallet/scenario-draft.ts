import type { WalletScenario } from '@waybill/contracts'

/** The form as it is typed. */
export type Draft = {
  scenario: WalletScenario['scenario']
  outcome: WalletScenario['outcome']
  amountMinor: string
  merchantReference: string
  times: string
}

export const emptyDraft: Draft = {
  scenario: 'duplicate',
  outcome: undefined,
  amountMinor: '',
  merchantReference: '',
  times: '1',
}

export type DraftErrors = Partial<Record<'amountMinor' | 'times', string>>

/** What is wrong with what was typed; empty when it can be sent. */
export function errorsOf({ amountMinor, times }: Draft): DraftErrors {
  return {
    ...(amountMinor.trim() !== '' &&
      !isCount(amountMinor, 99_999_999_999) && { amountMinor: 'A whole number of minor units' }),
    ...(!isCount(times, 100_000) && { times: 'A whole number from 1 to 100,000' }),
  }
}

/** The scenario as the e-wallet takes it; what was left empty is left out. */
export function scenarioOf({ scenario, outcome, amountMinor, merchantReference, times }: Draft): WalletScenario {
  const match = {
    ...(amountMinor.trim() && { amountMinor: Number(amountMinor) }),
    ...(merchantReference.trim() && { merchantReference: merchantReference.trim() }),
  }
  return {
    scenario,
    times: Number(times),
    ...(outcome && { outcome }),
    ...(Object.keys(match).length > 0 && { match }),
  }
}

const isCount = (text: string, most: number) => /^[1-9][0-9]*$/.test(text.trim()) && Number(text) <= most
