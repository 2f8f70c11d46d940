import type { Email, InternalTimelineEntry, PaymentDetails } from '@waybill/contracts'
import { emailStory } from './email-story.ts'
import { orderStory } from './order-story.ts'
import { paymentStory } from './payment-story.ts'
import type { StoryEntry } from './story-words.ts'

export type Source = 'order' | 'payment' | 'notification'

export type MarkedEntry = StoryEntry & { key: string; source: Source }

type Records = {
  order?: readonly InternalTimelineEntry[] | undefined
  payments?: readonly PaymentDetails[] | undefined
  emails?: readonly Email[] | undefined
}

/**
 * What the services recorded of one order as one story, oldest first, each entry marked by who recorded it. What a service says of
 * the same moment stays in its order; a service that is missing leaves a gap and nothing else.
 */
export function mergeTimeline({ order = [], payments = [], emails = [] }: Records): MarkedEntry[] {
  const marked = [
    ...mark('order', order.map(orderStory)),
    ...mark('payment', payments.flatMap(paymentStory)),
    ...mark('notification', emails.flatMap(emailStory)),
  ]
  return marked.sort((one, other) => Date.parse(one.at) - Date.parse(other.at)) // a stable sort, by ECMA-262
}

const mark = (source: Source, entries: readonly StoryEntry[]): MarkedEntry[] =>
  entries.map((entry, index) => ({ ...entry, source, key: `${source}-${index}` }))
