import { actionWord } from '../../format/action-word.ts'

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

/** Something done by hand, by whom and why. */
export function operatorStory({ at, operator, action, reason }: OperatorAction, what?: string): StoryEntry {
  const title = `${actionWord(action)} by ${operator}${what ? ` (${what})` : ''}`
  return { at, title, details: [`Reason: ${reason}`], tone: 'attention' }
}
