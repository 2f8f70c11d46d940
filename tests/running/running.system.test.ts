// One system for all of it: its start is most of what a short run costs.
import { setTimeout as pause } from 'node:timers/promises'
import type { Placed } from '@waybill/system-tests'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asked, ask, isShed } from './support/ask.ts'
import { expectAllDelivered, expectNoRepeats } from './support/deliveries.ts'
import { openStream } from './support/event-stream.ts'
import { startLoad } from './support/load.ts'
import { pidsOf, sayHealth, withDatabase } from './support/outage.ts'
import { inTurn, requestsOf } from './support/requests.ts'
import { drainMs, isLong, type RunningSystem, startRunningSystem } from './support/running-system.ts'
import { newCheckout, type Shop, startShop } from './support/shop.ts'
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

/** Of all answers; more would hide what a stop does. */
const mostShed = 0.05

/** What was accepted while something was away or stopping: all of it is to be delivered once all are back. */
const accepted: Placed[] = []

async function openShop(perSecond: number): Promise<Shop> {
  system.balancer.takeFaults()
  const shop = startShop(system, { perSecond })
  await waitFor(() => shop.placed.length > 3, { what: 'the first checkouts', timeoutMs: 30_000 })
  return shop
}

describe('a graceful stop under load', () => {
  const listeners = ['production-listener', 'invoice-listener', 'notification-listener']
  const others = ['order', 'payment', 'notification', 'e-wallet', 'production', 'invoice', 'mailbox', 'web']
  const names = isLong ? [...others, ...listeners] : ['order', 'production-listener', 'web']

  it.each(names)(
    'when it is %s, no request fails, event streams end, and it says at once that it is not ready',
    async (name) => {
      const shop = await openShop(5)
      const streams = await openStreams(name)
      const next = inTurn(requestsOf(name, known, system.authorization))
      const load = startLoad({ url: system.urlOf(name), next, clients: 8, perSecond: 100 })
      await waitFor(() => load.report().answered > 50, { what: 'load', timeoutMs: 20_000 })

      const { tookMs, looks, notReadyMs, ending } = await stopProcess(system, name)
      await load.stop()
      await startProcess(system, name)
      const { answered, shed, sentAway, failures } = load.report()
      console.log(
        `${name}: not ready after ${ms(notReadyMs)}, gone after ${ms(tookMs)}; ${answered} answers, ${shed} shed`,
      )

      expect(failures).toEqual({})
      expect(shed).toBeLessThanOrEqual(answered * mostShed)
      expect(sentAway).toBe(8)
      expect(looks.filter(({ askedMs, status }) => askedMs > 100 && status !== 503)).toEqual([])
      expect(looks.at(-1)?.askedMs).toBeGreaterThan(drainMs / 2) // it serves until the balancer has noticed
      expect(ending).toEqual({ code: 0, signal: null })
      expect(tookMs).toBeLessThan(listeners.includes(name) ? 30_000 : 15_000)
      expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual(streams.map(() => 'ended'))
      const placed = await shop.close()
      if (name === 'order' || listeners.includes(name)) await expectNoRepeats(system, placed)
      else accepted.push(...placed)
    },
    240_000,
  )

  function openStreams(name: string) {
    const path = `${system.pathOf(known)}/events`
    const length = ['order', 'web'].includes(name) ? 5 : 0
    return Promise.all(Array.from({ length }, () => openStream(system.urlOf(name), path)))
  }
})

describe('a rolling restart of two replicas under load', () => {
  const patienceMs = 480_000

  it('when each is restarted in its turn, no request fails and no message repeats', async () => {
    const count = isLong ? 10_000 : 600
    const shop = await openShop(3)
    const next = inTurn(requestsOf('order', known, system.authorization))
    const load = startLoad({ url: system.balancer.url, next, clients: 20, perSecond: isLong ? 200 : 100, count })
    const patience = setTimeout(() => void load.stop(), patienceMs)
    let restarts = 0
    do {
      for (const name of ['order', 'order-2']) await restartBehindBalancer(name)
      restarts += 2
    } while (isLong && !load.isOver() && load.report().answered < 0.8 * count)
    await load.ended
    clearTimeout(patience)
    const { answered, shed, failures, perSecond } = load.report()
    console.log(`${restarts} restarts under ${perSecond} requests/s: ${answered} answered, ${shed} shed`, failures)
    expect(failures).toEqual({})
    expect(shed).toBeLessThanOrEqual(answered * mostShed)
    expect(answered).toBeGreaterThanOrEqual(count)
    const placed = await shop.close()
    expect(shop.refused).toEqual([])
    await expectNoRepeats(system, placed)
  }, 600_000)

  async function restartBehindBalancer(name: string): Promise<void> {
    const resource = system.host.resource(name)
    await resource.restart()
    await resource.waitUntilHealthy()
    await waitFor(() => system.balancer.isReady(resource.url), { what: `${name} to get requests`, timeoutMs: 20_000 })
  }
})

describe('outages', () => {
  const outageMs = 1_000 * Number(process.env.WAYBILL_OUTAGE_SECONDS ?? (isLong ? 60 : 10))
  const aloneMs = isLong ? outageMs : 3_000 // in the short version they are away while Postgres is, too
  const neighbours = ['queues', 'e-wallet']
  const asked = withDatabase.filter((name) => !neighbours.includes(name))
  let before: ReturnType<typeof pidsOf>

  beforeAll(() => {
    before = pidsOf(system, [...neighbours, 'postgres'])
  })

  it(
    'when queues and e-wallet are away, all are ready and checkouts are accepted',
    async () => {
      const shop = await openShop(3)
      await Promise.all(neighbours.map((name) => system.host.resource(name).stopProcess()))
      const acceptedBefore = shop.placed.length
      await pause(aloneMs)
      expect(shop.placed.length).toBeGreaterThan(acceptedBefore)
      await sayHealth(system, ['order', 'order-2', 'payment', 'production-listener'], 200)
      accepted.push(...(await shop.close()))
      expect(shop.refused).toEqual([])
    },
    60_000 + aloneMs,
  )

  it(
    'when Postgres is away too, all are soon not ready, and soon ready again',
    async () => {
      const placed = await system.createOrder(1_099)
      const shop = await openShop(3)

      const gone = system.host
        .resource('postgres')
        .stopProcess()
        .then(() => performance.now())
      await sayHealth(system, asked, 503)
      const notReadyMs = performance.now() - (await gone)
      const checkout = await readAnswer(newCheckout(placed))
      await pause(Math.max(0, outageMs - (performance.now() - (await gone))))
      await startProcess(system, 'postgres')
      const returnedAt = performance.now()
      await sayHealth(system, asked, 200)
      const readyMs = performance.now() - returnedAt
      console.log(`Postgres away: not ready after ${ms(notReadyMs)} at most, ready again after ${ms(readyMs)}`)

      expect(checkout).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
      expect(JSON.parse(checkout.text)).toMatchObject({ code: 'database-unavailable' })
      expect(notReadyMs).toBeLessThan(5_000)
      expect(readyMs).toBeLessThan(5_000)
      accepted.push(...(await shop.close()))
    },
    120_000 + outageMs,
  )

  it('when all are back, nobody has exited, and all that was accepted is delivered within five minutes', async () => {
    await Promise.all(neighbours.map((name) => startProcess(system, name)))
    const backAt = performance.now()
    await expectAllDelivered(system, accepted)
    console.log(`${accepted.length} orders of stops and outages delivered ${ms(performance.now() - backAt)} after`)
    expect(performance.now() - backAt).toBeLessThan(300_000)
    expect(pidsOf(system, [...neighbours, 'postgres'])).toEqual(before)
  }, 400_000)
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
