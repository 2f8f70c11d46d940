const words: Record<string, string> = {
  'insufficient-funds': 'There was not enough money in the account.',
  declined: 'The payment provider declined the payment.',
  expired: 'The payment was not completed in time.',
  'refused-by-provider': 'The payment provider did not accept the payment.',
}

/** Why a payment failed, as a sentence. The vocabulary is the provider's and may grow: an unknown word is shown as it is. */
export function failureSentence(reason: string | null): string {
  if (reason === null) return 'The payment provider gave no reason.'
  return words[reason] ?? `The payment was refused (${reason.replaceAll(/[-_]/g, ' ')}).`
}
