import type {
  EmailStatus,
  JobStatus,
  OrderStatus,
  PaymentStatus,
  ProcessStatus,
  WebhookStatus,
} from '@waybill/contracts'
import classes from './status-badge.module.css'
import type { Tone } from './tone.ts'

type Look = readonly [word: string, tone: Tone]

const looks = {
  order: {
    created: ['Not paid yet', 'neutral'],
    payment_pending: ['Payment pending', 'moving'],
    paid: ['Paid', 'good'],
    payment_failed: ['Payment failed', 'bad'],
    cancelled: ['Cancelled', 'neutral'],
  } satisfies Record<OrderStatus, Look>,
  process: {
    pending: ['In progress', 'moving'],
    completed: ['Completed', 'good'],
    error: ['Error', 'bad'],
  } satisfies Record<ProcessStatus, Look>,
  job: {
    queued: ['Waiting', 'neutral'],
    running: ['Running', 'moving'],
    succeeded: ['Done', 'good'],
    failed: ['Failed', 'bad'],
  } satisfies Record<JobStatus, Look>,
  payment: {
    submitting: ['Submitting', 'moving'],
    pending: ['Pending', 'moving'],
    succeeded: ['Succeeded', 'good'],
    failed: ['Failed', 'bad'],
    expired: ['Expired', 'attention'],
  } satisfies Record<PaymentStatus, Look>,
  email: {
    queued: ['Queued', 'neutral'],
    sending: ['Sending', 'moving'],
    sent: ['Sent', 'good'],
    failed: ['Failed', 'bad'],
  } satisfies Record<EmailStatus, Look>,
  webhook: {
    received: ['Received', 'moving'],
    waiting_for_payment: ['Waiting for payment', 'attention'],
    processed: ['Applied', 'good'],
    ignored: ['Ignored', 'neutral'],
    quarantined: ['Quarantined', 'bad'],
  } satisfies Record<WebhookStatus, Look>,
}

type Looks = typeof looks
type StatusBadgeProps = { [K in keyof Looks]: { of: K; status: keyof Looks[K] } }[keyof Looks]

/** A state as a word and a colour: the word says all, the colour only helps to find it. */
export function StatusBadge({ of, status }: StatusBadgeProps) {
  const [word, tone] = lookOf(of, status)
  return <Badge tone={tone}>{word}</Badge>
}

/** For what is no state of the contracts. */
export function Badge({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  )
}

/** The word alone, for filters and sentences. A state that this page does not know yet is shown as it is written. */
export const statusWord = (of: keyof Looks, status: string): string => lookOf(of, status)[0]

const lookOf = (of: keyof Looks, status: string): Look =>
  (looks[of] as Record<string, Look>)[status] ?? [status, 'neutral']
