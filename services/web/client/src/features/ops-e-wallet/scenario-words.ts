import type { WalletScenario } from '@waybill/contracts'

type Name = WalletScenario['scenario']

/** What the e-wallet does in each scenario, in a sentence. */
export const scenarioWords: Record<Name, string> = {
  duplicate: 'The webhook comes two to five times.',
  'out-of-order': 'An event that should have come first comes last.',
  early: 'The webhook comes before the answer to the payment request.',
  late: 'The webhook comes long after it should.',
  never: 'No webhook comes: reconciliation has to ask.',
  'bad-signature': 'The first webhook is signed with a wrong key; the next tries are right.',
  'stale-timestamp': 'The first webhook is ten minutes old; the next tries are right.',
  contradictory: 'The true event comes, and before or after it one that says failed.',
  'error-then-success': 'The first payment request is answered with an error; its repeat works.',
}

export const scenarioNames = Object.keys(scenarioWords) as Name[]

/** A pending scenario in a few words: which payments it waits for. */
export function matchWords({ match }: Pick<WalletScenario, 'match'>): string {
  const words = [
    match?.amountMinor !== undefined && `amount ${match.amountMinor}`,
    match?.merchantReference !== undefined && `payment ${match.merchantReference}`,
  ].filter((word) => word !== false)
  return words.length > 0 ? words.join(', ') : 'any payment'
}
