export type Outcome = 'succeeded' | 'failed'

/** .99 succeeds and .11 fails, whatever the currency; any other amount takes the configured default. */
export function outcomeOf(amountMinor: number, byDefault: Outcome): Outcome {
  switch (amountMinor % 100) {
    case 99:
      return 'succeeded'
    case 11:
      return 'failed'
    default:
      return byDefault
  }
}

export const failureReasonOf = (outcome: Outcome) => (outcome === 'failed' ? 'insufficient-funds' : null)
