import type { Email } from '@waybill/contracts'
import { facts, operatorStory, type StoryEntry } from './story-words.ts'

const outcomes: Record<string, { word: string; tone: StoryEntry['tone'] }> = {
  sent: { word: 'sent', tone: 'good' },
  failed: { word: 'failed', tone: 'bad' },
  postponed: { word: 'postponed', tone: 'attention' },
  interrupted: { word: 'interrupted', tone: 'attention' },
}

/** What notification recorded of one e-mail: when it was queued, each try, what operators did. */
export const emailStory = ({ template, subject, to, createdAt, tries, operatorActions }: Email): StoryEntry[] => [
  { at: createdAt, title: `E-mail ${template} queued`, details: [`To ${to}: ${subject}`], tone: 'neutral' },
  ...tries.map(({ at, outcome, detail }) => ({
    at,
    title: `E-mail ${template} ${outcomes[outcome]?.word ?? outcome}`,
    details: facts(detail),
    tone: outcomes[outcome]?.tone ?? 'neutral',
  })),
  ...operatorActions.map((action) => operatorStory(action)),
]
