import type { OrderDetails, TimelineEntry } from '@waybill/contracts'
import { failureSentence } from './failure-words.ts'
import { jobStep } from './job-step.ts'
import type { Step } from './step.ts'

type Entry<K extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: K }>

/**
 * The history of an order as a shopper understands it, oldest first: one step for the order, two for each payment, one for each
 * job however many attempts it took.
 */
export function stepsOf({ timeline }: Pick<OrderDetails, 'timeline'>): Step[] {
  const steps = new Map<string, Step>()
  for (const entry of timeline) {
    const step = stepOf(entry, timeline)
    if (step) steps.set(step.key, step) // a later entry of the same step takes its place
  }
  return [...steps.values()]
}

function stepOf(entry: TimelineEntry, timeline: readonly TimelineEntry[]): Step | undefined {
  switch (entry.kind) {
    case 'transition':
      return transitionStep(entry)
    case 'payment':
      return entry.fact === 'requested' || entry.fact === 'accepted' ? askedStep(entry, timeline) : endStep(entry)
    case 'job':
      return jobStep(entry, timeline)
    default:
      return undefined // an operator's doing shows in the step that it set going
  }
}

function transitionStep({ to, at }: Entry<'transition'>): Step | undefined {
  if (to === 'created') return { key: 'created', title: 'Order placed', state: '', tone: 'good', at }
  if (to === 'cancelled') return { key: 'cancelled', title: 'Order cancelled', state: '', tone: 'neutral', at }
  return undefined // told by the payment's own facts
}

function askedStep({ checkoutId }: Entry<'payment'>, timeline: readonly TimelineEntry[]): Step {
  const facts = timeline.filter((entry) => entry.kind === 'payment' && entry.checkoutId === checkoutId)
  const ended = facts.some((entry) => entry.kind === 'payment' && !['requested', 'accepted'].includes(entry.fact))
  return {
    key: `asked-${checkoutId}`,
    title: 'Payment requested',
    state: ended ? '' : 'Waiting for the payment provider. This takes a few seconds.',
    tone: ended ? 'good' : 'moving',
    at: facts[0]?.at ?? '',
  }
}

function endStep({ checkoutId, fact, failureReason, at }: Entry<'payment'>): Step {
  const key = `ended-${checkoutId}`
  if (fact === 'succeeded') return { key, title: 'Payment received', state: '', tone: 'good', at }
  return { key, title: 'Payment failed', state: failureSentence(failureReason), tone: 'bad', at }
}
