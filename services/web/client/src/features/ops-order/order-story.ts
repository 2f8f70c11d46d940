import type { InternalTimelineEntry } from '@waybill/contracts'
import { facts, operatorStory, type StoryEntry } from './story-words.ts'

type Of<K extends InternalTimelineEntry['kind']> = Extract<InternalTimelineEntry, { kind: K }>

/** An entry of order's own timeline in words. */
export function orderStory(entry: InternalTimelineEntry): StoryEntry {
  switch (entry.kind) {
    case 'transition':
      return transition(entry)
    case 'payment':
      return payment(entry)
    case 'job':
      return job(entry)
    case 'operator-action':
      return operatorStory(entry, entry.job ?? undefined)
    default:
      return entry satisfies never
  }
}

const tones = {
  created: 'neutral',
  payment_pending: 'moving',
  paid: 'good',
  payment_failed: 'bad',
  cancelled: 'neutral',
  queued: 'neutral',
  running: 'moving',
  succeeded: 'good',
  failed: 'bad',
  requested: 'neutral',
  accepted: 'neutral',
  refused: 'bad',
} as const

const transition = ({ at, from, to, cause, causeId, version }: Of<'transition'>): StoryEntry => ({
  at,
  title: from ? `Order: ${spoken(from)} → ${spoken(to)}` : `Order ${spoken(to)}`,
  details: facts(`Version ${version}, cause ${cause} ${causeId}`),
  tone: tones[to],
})

const payment = ({ at, fact, failureReason, paymentId, checkoutId }: Of<'payment'>): StoryEntry => ({
  at,
  title: `Payment ${fact}`,
  details: facts(
    failureReason && `Why: ${failureReason}`,
    paymentId && `Payment ${paymentId}`,
    `Checkout ${checkoutId}`,
  ),
  tone: tones[fact],
})

const job = ({ at, job, attempt, status, reference, fault, note }: Of<'job'>): StoryEntry => ({
  at,
  title: `${capital(job)} job ${status}, attempt ${attempt}`,
  details: facts(note, fault && `Fault: ${fault}`, reference && `Reference ${reference}`),
  tone: tones[status],
})

const spoken = (state: string) => state.replaceAll('_', ' ')
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
