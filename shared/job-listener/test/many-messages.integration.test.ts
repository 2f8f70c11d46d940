import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom, waitFor } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { lastReceive } from '../src/create-job-listener.ts'
import { paidOrders, raiseListener } from './raise-listener.ts'

const timeoutMs = 15_000 // ample where many tests share the machine

const keysOf = (events: ReturnType<typeof paidOrders>['events']) =>
  events.map(({ data }) => `${data.processId}:production`).toSorted()

const unknownType = (body: string) => body.replace('"order-paid"', '"order-eaten"')

describe('messages that cannot be read', () => {
  it('when they are among others, they are in the dead-letter queue, and the others are done', async () => {
    const world = await raiseListener()
    const { events, bodies } = paidOrders(16)
    const [spoilt = '', ...good] = bodies
    const poison = ['not JSON', '{}', spoilt.replace('"data":{', '"data":{},"old":{'), unknownType(spoilt)]
    await world.send([...poison.slice(0, 2), ...good, ...poison.slice(2)])
    world.createListener().start()
    await waitFor(world.isEmpty, { what: 'an empty queue', timeoutMs })
    expect(world.service.calls.map(({ key }) => key).toSorted()).toEqual(keysOf(events.slice(1)))
    expect((await world.deadLetters()).toSorted()).toEqual(poison.toSorted())
  })

  it('when one still says whose job it asks for, order hears that it failed for good, and why', async () => {
    const world = await raiseListener()
    await world.send(paidOrders(1).bodies.map(unknownType))
    world.createListener().start()
    await waitFor(world.isEmpty, { what: 'an empty queue', timeoutMs })
    const why = 'the message is no order process event, at type'
    expect(world.order.reports[0]).toMatchObject({ status: 'failed', fault: 'permanent', note: why })
    expect(world.service.calls).toEqual([])
  })
})

describe('outage', () => {
  const count = 60
  const probePauseMs = 300

  it.each(['service', 'order'] as const)(
    'when %s is down, only probes are received, and after it all is done',
    async (who) => {
      const world = await raiseListener({ random: seededRandom(7), backoffCapMs: probePauseMs })
      const { events, bodies } = paidOrders(count)
      const refusedAtMs: number[] = []
      let isDown = true
      world[who].faultOn = () => {
        if (isDown) refusedAtMs.push(performance.now())
        return isDown ? 503 : undefined
      }
      await world.send(bodies)
      world.createListener().start()
      await waitFor(() => arePauseApart(refusedAtMs.slice(-6)), { what: 'six single probes', timeoutMs })
      const receives = world.logged.filter(({ msg }) => msg === 'job not done').length
      expect(receives).toBeLessThan(count / 2) // those in hand when the breaker opened, and the probes
      isDown = false

      await waitFor(() => world.succeeded().length === count, { what: 'all jobs', timeoutMs })
      await waitFor(world.isEmpty, { what: 'an empty queue', timeoutMs })
      expect(await world.deadLetters()).toEqual([])
      expect([...new Set(world.service.calls.map(({ key }) => key))].toSorted()).toEqual(keysOf(events))
      const done = world.logged.filter(({ msg }) => msg === 'job done')
      expect(Math.max(...done.map(({ receiveCount }) => Number(receiveCount)))).toBeLessThan(lastReceive)
    },
  )

  const arePauseApart = (timesMs: readonly number[]) =>
    timesMs.length === 6 && timesMs.every((timeMs, n) => timeMs - (timesMs[n - 1] ?? 0) >= probePauseMs * 0.9)
})

describe('stop', () => {
  it('when it comes under load, what was begun is finished, the rest is free at once, and nothing is done twice', async () => {
    const world = await raiseListener()
    const { events, bodies } = paidOrders(40)
    world.service.delay = () => pause(50)
    await world.send(bodies)
    const first = world.createListener()
    first.start()
    await waitFor(() => world.succeeded().length >= 5, { what: 'some jobs', timeoutMs })
    await first.stop()
    const done = world.succeeded().length
    expect(world.service.underWay).toBe(0)
    expect(done).toBeLessThan(events.length)
    expect(await world.depth()).toMatchObject({ visible: events.length - done, inFlight: 0 })

    world.createListener().start()
    await waitFor(world.isEmpty, { what: 'an empty queue', timeoutMs })
    expect(world.service.calls.map(({ key }) => key).toSorted()).toEqual(keysOf(events))
    expect(world.succeeded()).toHaveLength(events.length)
  })

  it('when it was never started, it stops at once; twice is once', async () => {
    const listener = (await raiseListener()).createListener()
    await listener.stop()
    await listener.stop()
  })
})
