/** One thing that a service recorded, in words. */
export type StoryEntry = {
  at: string
  title: string
  details: string[]
  tone: 'neutral' | 'moving' | 'good' | 'bad' | 'attention'
}

/** What is known of something, each fact in a line; what is not known is left out. */
export const facts = (...lines: (string | false | null | undefined)[]): string[] =>
  lines.flatMap((line) => (line ? [line] : []))

type OperatorAction = { at: string; operator: string; action: string; reason: string }

const actions: Record<string, string> = {
  'retry-job': 'Job retried',
  'redrive-dead-letter': 'Dead letter sent back',
  'release-event': 'Parked event released',
  'acknowledge-payment': 'Payment acknowledged',
  'reapply-webhook': 'Webhook applied again',
  'dismiss-webhook': 'Webhook dismissed',
  'resend-email': 'E-mail sent again',
}

/** Something done by hand, by whom and why. */
export function operatorStory({ at, operator, action, reason }: OperatorAction, what?: string): StoryEntry {
  const title = `${actions[action] ?? action} by ${operator}${what ? ` (${what})` : ''}`
  return { at, title, details: [`Reason: ${reason}`], tone: 'attention' }
}
