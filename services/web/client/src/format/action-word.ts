const words: Record<string, string> = {
  'retry-job': 'Job retried',
  'redrive-dead-letter': 'Dead letter sent back',
  'release-event': 'Parked event released',
  'acknowledge-payment': 'Payment acknowledged',
  'reapply-webhook': 'Webhook applied again',
  'dismiss-webhook': 'Webhook dismissed',
  'resend-email': 'E-mail sent again',
}

/** What an operator did, as it is written: one that this page does not know stays as the service names it. */
export const actionWord = (action: string): string => words[action] ?? action
