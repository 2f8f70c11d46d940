import type { JobType, NotificationOverview, OrderOverview, PaymentOverview } from '@waybill/contracts'

type Overviews = {
  order?: OrderOverview | undefined
  payment?: PaymentOverview | undefined
  notification?: NotificationOverview | undefined
}

/** Where it is seen to: a page of the console and its filters. */
type Place =
  | { to: '/ops/payments'; search: { flagged: true } }
  | { to: '/ops/webhooks'; search: { status: 'quarantined' } }
  | { to: '/ops/processes'; search: { status: 'error'; job: JobType } }
  | { to: '/ops/dead-letters'; search: { queue: JobType } }
  | { to: '/ops/outbox'; search?: never }
  | { to: '/ops/emails'; search: { status: 'failed' } }

/** So many of something wait for a person. */
export type Attention = { count: number; what: string; place: Place }

/** What waits for a person, the dearest first, each with the page that shows it. Empty: nobody is needed. */
export function attentionOf({ order, payment, notification }: Overviews): Attention[] {
  const all = [
    attention('flagged payment', payment?.flagged, { to: '/ops/payments', search: { flagged: true } }),
    attention('quarantined webhook', payment?.webhooks.quarantined, quarantined),
    ...(order?.jobs ?? []).map(({ job, failed }) => failedJobs(job, failed)),
    ...(order?.queues ?? []).map(({ queue, deadLetters }) => lettersOf(queue, deadLetters)),
    attention('parked event', order?.outbox.parked, { to: '/ops/outbox' }),
    attention('failed e-mail', notification?.emails.failed, { to: '/ops/emails', search: { status: 'failed' } }),
  ]
  return all.filter(({ count }) => count > 0)
}

/** How many wait for a person on each page of the console. */
export function attentionByPage(items: readonly Attention[]): Partial<Record<string, number>> {
  const counts: Partial<Record<string, number>> = {}
  for (const { place, count } of items) counts[place.to] = (counts[place.to] ?? 0) + count
  return counts
}

const quarantined: Place = { to: '/ops/webhooks', search: { status: 'quarantined' } }

const failedJobs = (job: JobType, count: number) =>
  attention(`failed ${job} job`, count, { to: '/ops/processes', search: { status: 'error', job } })

const lettersOf = (queue: JobType, count: number) =>
  attention(`${queue} message`, count, { to: '/ops/dead-letters', search: { queue } }, ' in the dead-letter queue')

const attention = (one: string, count = 0, place: Place, rest = ''): Attention => ({
  count,
  what: `${one}${count === 1 ? '' : 's'}${rest}`,
  place,
})
