import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { OrderDetails, OrderStatus, OrderSummary, TimelineEntry } from '../../shared/contracts/src/index.ts'
import type { DemoClient } from './client.ts'

export type Outcome = { expected: OrderStatus; order: OrderDetails }

const patienceMs = 120_000
const jobsOf = { paid: 3, payment_failed: 1 } as const

/** Checks the order out and prints its timeline as it happens, until every job is done. */
export async function followOrder(
  client: DemoClient,
  order: OrderSummary,
  expected: 'paid' | 'payment_failed',
  say: (line: string) => void,
): Promise<Outcome> {
  const label = `${order.name} (${priceOf(order)})`
  const seen = (await client.read(order)).timeline.length
  const accepted = await client.checkout(order, randomUUIDv7())
  say(`checked out: ${label} → ${accepted.status}`)
  const deadline = Date.now() + patienceMs
  for (let shown = seen; ; await pause(200)) {
    const now = await client.read(order)
    for (const entry of now.timeline.slice(shown))
      say(`${entry.at.slice(11, 23)}  ${label.padEnd(44)} ${describe(entry)}`)
    shown = now.timeline.length
    if (isDone(now.timeline.slice(seen), jobsOf[expected])) return { expected, order: now }
    if (Date.now() > deadline)
      throw new Error(`${label} was not done within ${patienceMs / 1_000} s; it is ${now.status}`)
  }
}

function priceOf({ totalMinor, currency }: OrderSummary): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' })
  return format.format(totalMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

const isDone = (timeline: TimelineEntry[], jobs: number) =>
  timeline.filter((entry) => entry.kind === 'job' && entry.status === 'succeeded').length >= jobs

function describe(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'transition':
      return `order is ${entry.to}`
    case 'payment':
      return `payment ${entry.fact}${entry.failureReason ? `: ${entry.failureReason}` : ''}`
    case 'job':
      return `${entry.job} ${entry.status}${entry.reference ? ` (${entry.reference})` : ''}`
    case 'operator-action':
      return `operator: ${entry.action}`
    default:
      return entry satisfies never
  }
}
