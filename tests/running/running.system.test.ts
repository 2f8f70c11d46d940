import { setTimeout as pause } from 'node:timers/promises'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Placed } from '../system/support/system.ts'
import { type Asked, ask, isShed } from './support/ask.ts'
import { expectAllDelivered, expectNoRepeats } from './support/deliveries.ts'
import { openStream } from './support/event-stream.ts'
import { startLoad } from './support/load.ts'
import { pidsOf, sayHealth, withDatabase } from './support/outage.ts'
import { inTurn, requestsOf } from './support/requests.ts'
import { drainMs, isLong, type RunningSystem, startRunningSystem } from './support/running-system.ts'
import { newCheckout, startShop } from './support/shop.ts'
import { startProcess, stopProcess } from './support/stop-process.ts'

let system: RunningSystem
let known: Placed

beforeAll(async () => {
  system = await startRunningSystem()
  known = await system.createOrder(1_099)
  await system.checkout(known)
  await system.settled(known, 'paid')
}, 120_000)
afterAll(() => system?.stop())

describe('a graceful stop under load', () => {
  const listeners = ['production-listener', 'invoice-listener', 'notification-listener']
  const others = ['order', 'payment', 'notification', 'e-wallet', 'production', 'invoice', 'mailbox', 'web']
  const names = isLong ? [...others, ...listeners] : ['order', 'production-listener', 'web']

  it.each(names)(
    'when it is %s, no request fails, and it says at once that it is not ready',
    async (name) => {
      const shop = startShop(system, { perSecond: 5 })
      const requests = requestsOf(name, known, system.authorization)
      const load = startLoad({ url: system.urlOf(name), next: inTurn(requests), clients: 8, perSecond: 100 })
      await waitFor(() => load.report().answered > 50 && shop.placed.length > 3, { what: 'load', timeoutMs: 20_000 })

      const { tookMs, looks, notReadyMs, ending } = await stopProcess(system, name)
      await load.stop()
      await startProcess(system, name)
      const { answered, shed, sentAway, failures } = load.report()
      console.log(
        `${name}: not ready after ${ms(notReadyMs)}, gone after ${ms(tookMs)}; ${answered} requests, ${shed} shed`,
      )

      expect(failures).toEqual({})
      expect(sentAway).toBe(8)
      expect(looks.filter(({ askedMs, status }) => askedMs > 100 && status !== 503)).toEqual([])
      expect(looks.at(-1)?.askedMs).toBeGreaterThan(drainMs / 2) // it serves until the balancer has noticed
      expect(ending).toEqual({ code: 0, signal: null })
      expect(tookMs).toBeLessThan(listeners.includes(name) ? 30_000 : 15_000)
      const orders = await expectAllDelivered(system, await shop.close())
      if (name === 'order' || listeners.includes(name)) await expectNoRepeats(system, orders)
    },
    240_000,
  )

  it.each(['order', 'web'])('when event streams of %s are open, they are ended, not cut', async (name) => {
    const path = `${system.pathOf(known)}/events`
    const streams = await Promise.all(Array.from({ length: 5 }, () => openStream(system.urlOf(name), path)))
    const { tookMs } = await stopProcess(system, name)
    expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual(Array(5).fill('ended'))
    expect(tookMs).toBeLessThan(15_000)
    await startProcess(system, name)
  })
})

describe('an outage', () => {
  const outageMs = (isLong ? 60 : 10) * 1_000

  it('when Postgres is away, nobody exits, all are soon not ready and soon again ready, and nothing is lost', async () => {
    const postgres = system.host.resource('postgres')
    const untouched = () => pidsOf(system, ['postgres'])
    const before = untouched()
    const placed = await system.createOrder(1_099)
    const shop = startShop(system, { perSecond: 3 })
    await waitFor(() => shop.placed.length > 3, { what: 'orders', timeoutMs: 20_000 })

    await postgres.stopProcess()
    const awayAt = performance.now()
    const notReadyMs = await sayHealth(system, withDatabase, 503)
    const checkout = await readAnswer(newCheckout(placed))
    await pause(Math.max(0, outageMs - (performance.now() - awayAt)))
    await startProcess(system, 'postgres')
    const readyMs = await sayHealth(system, withDatabase, 200)
    console.log(`Postgres away: not ready after at most ${ms(notReadyMs)}, ready again after at most ${ms(readyMs)}`)

    expect(checkout).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(JSON.parse(checkout.text)).toMatchObject({ code: 'database-unavailable' })
    expect(notReadyMs).toBeLessThan(5_000)
    expect(readyMs).toBeLessThan(5_000)
    expect(untouched()).toEqual(before)
    await expectAllDelivered(system, await shop.close())
  }, 300_000)

  const outages = isLong ? [['queues'], ['e-wallet']] : [['queues', 'e-wallet']]

  it.each(outages)(
    'when %s and %s are away, nobody exits, checkouts are accepted, and all is delivered afterwards',
    async (...away) => {
      const names = away.filter((name) => name !== undefined)
      const untouched = () => pidsOf(system, names)
      const before = untouched()
      const shop = startShop(system, { perSecond: 3 })
      await waitFor(() => shop.placed.length > 3, { what: 'orders', timeoutMs: 20_000 })

      await Promise.all(names.map((name) => system.host.resource(name).stopProcess()))
      const acceptedBefore = shop.placed.length
      await pause(outageMs)
      expect(shop.placed.length).toBeGreaterThan(acceptedBefore)
      await sayHealth(system, ['order', 'order-2', 'payment', 'production-listener'], 200)
      await Promise.all(names.map((name) => startProcess(system, name)))
      const backAt = performance.now()
      const placed = await shop.close()
      await expectAllDelivered(system, placed)
      console.log(`${names} away: ${placed.length} orders delivered ${ms(performance.now() - backAt)} after the return`)
      expect(shop.refused).toEqual([])
      expect(untouched()).toEqual(before)
    },
    400_000,
  )
})

describe('a rolling restart of two replicas under load', () => {
  it('when each is restarted in its turn, no request fails and no message repeats', async () => {
    system.balancer.takeFaults()
    const shop = startShop(system, { perSecond: 3 })
    const requests = requestsOf('order', known, system.authorization)
    const load = startLoad({
      ...{ url: system.balancer.url, next: inTurn(requests), clients: 20 },
      ...(isLong ? { perSecond: 200, count: 10_000 } : { perSecond: 100, count: 1_000 }),
    })
    let restarts = 0
    for (let over = false; !over; restarts += 2) {
      for (const name of ['order', 'order-2']) await restartBehindBalancer(name)
      over = !isLong || load.report().answered > 9_000
    }
    await load.ended
    const { answered, shed, failures, perSecond } = load.report()
    console.log(`${restarts} restarts under ${perSecond} requests/s: ${answered} answered, ${shed} shed`, failures)
    expect(failures).toEqual({})
    expect(answered).toBeGreaterThanOrEqual(isLong ? 10_000 : 1_000)
    const orders = await expectAllDelivered(system, await shop.close())
    expect(shop.refused).toEqual([])
    await expectNoRepeats(system, orders)
  }, 400_000)

  async function restartBehindBalancer(name: string): Promise<void> {
    const resource = system.host.resource(name)
    await resource.restart()
    await resource.waitUntilHealthy()
    await waitFor(() => system.balancer.isReady(resource.url), {
      what: `the balancer to see ${name}`,
      timeoutMs: 20_000,
    })
  }
})

/** What order says once it has time to say it. */
const readAnswer = (asked: Asked) =>
  waitFor(
    async () => {
      const answer = await ask(system.urlOf('order'), asked)
      return !isShed(answer) && answer
    },
    { what: 'an answer of order', timeoutMs: 20_000, intervalMs: 200 },
  )

const ms = (value: number) => `${Math.round(value)} ms`
