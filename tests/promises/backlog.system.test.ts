// R10, second half: messages have piled up before production's listener, and shoppers go on checking out.
import { setTimeout as pause } from 'node:timers/promises'
import { type System, startSystem } from '@waybill/system-tests'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { count, quantile, say, spread } from './support/figures.ts'
import { countOf } from './support/query.ts'
import { seedBacklog } from './support/seed-backlog.ts'

/** 100,000 are promised; they take half an hour, so by default it is a tenth. */
const waiting = Number(process.env.PROMISE_BACKLOG ?? 10_000)
const perSecond = Number(process.env.PROMISE_ARRIVALS ?? 8)

let system: System
beforeAll(
  async () => {
    system = await startSystem()
    await system.host.resource('production-listener').stopProcess()
    await seedBacklog(system.host, waiting)
    const unpublished = () => countOf(system.host, 'order', 'from outbox where published_at is null')
    const published = async () => (await unpublished()) === 0
    await waitFor(published, { what: 'the messages to wait', timeoutMs: 60_000 + waiting * 20, intervalMs: 500 })
  },
  300_000 + waiting * 20,
)
afterAll(() => system?.stop(), 120_000)

/** Shoppers who buy at an even pace, each with one checkout that nobody repeats. */
function startShoppers() {
  const tookMs: number[] = []
  const answers: Record<string, number> = {}
  const shopping: Promise<void>[] = []
  let isOpen = true

  async function buy(): Promise<void> {
    const placed = await system.createOrder(1_099)
    const startedAt = performance.now()
    const { status } = await system.call('order', `${system.pathOf(placed)}/checkout`, {
      ...{ method: 'POST', headers: { 'idempotency-key': placed.orderId } },
    })
    tookMs.push(performance.now() - startedAt)
    count(answers, String(status))
  }

  async function open(): Promise<void> {
    while (isOpen) {
      shopping.push(buy())
      await pause(1_000 / perSecond)
    }
  }

  const opened = open()
  return {
    ...{ tookMs, answers },
    async close(): Promise<void> {
      isOpen = false
      await opened
      await Promise.all(shopping)
    },
  }
}

const produced = () =>
  countOf(system.host, 'order', `from order_process_jobs where type = 'production' and status = 'succeeded'`)
const seededLeft = () =>
  countOf(
    system.host,
    'order',
    `from order_process_jobs j join order_processes p on p.id = j.process_id
    join orders o on o.id = p.order_id where o.name = 'Backlog' and j.status <> 'succeeded'`,
  )

it(
  `when ${waiting} messages wait and ${perSecond} orders a second arrive, they drain five times as fast and checkouts are quick`,
  async () => {
    const shoppers = startShoppers()
    const isWarm = () => shoppers.tookMs.length >= 3 * perSecond
    await waitFor(isWarm, { what: 'the first shoppers', timeoutMs: 60_000 })
    const listener = system.host.resource('production-listener')
    listener.startProcess()
    await listener.waitUntilHealthy()
    const before = { produced: await produced(), bought: shoppers.tookMs.length }
    const startedAt = performance.now()
    const limitMs = 60_000 + waiting * 100
    const isDrained = async () => (await seededLeft()) === 0
    await waitFor(isDrained, { what: 'the backlog to drain', timeoutMs: limitMs, intervalMs: 1_000 })
    const drainedMs = performance.now() - startedAt
    const drainedPerSecond = ((await produced()) - before.produced) / (drainedMs / 1_000)
    const arrivedPerSecond = (shoppers.tookMs.length - before.bought) / (drainedMs / 1_000)
    await shoppers.close()
    say('R10', {
      ...{
        waiting,
        'drained in': `${(drainedMs / 1_000).toFixed(0)} s`,
        'messages per second': drainedPerSecond.toFixed(1),
      },
      ...{
        'arrivals per second': arrivedPerSecond.toFixed(1),
        checkout: spread(shoppers.tookMs),
        answers: shoppers.answers,
      },
    })
    expect(shoppers.answers).toEqual({ 202: shoppers.tookMs.length })
    expect(drainedPerSecond).toBeGreaterThan(5 * arrivedPerSecond)
    expect(quantile(shoppers.tookMs, 0.99)).toBeLessThan(1_000)
  },
  300_000 + waiting * 100,
)
