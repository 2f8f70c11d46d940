import {
  expectCaution,
  expectProbe,
  expectSameRequest,
  expectTries,
  hiccups,
  inTurn,
  lanesOfMisbehaviours,
  quietAfter,
  sideBySide,
  useWorld,
} from '@waybill/test-kit'
import { describe, expect, inject, it } from 'vitest'
import { raiseListener } from './support/listener-world.ts'
import { type Listener, listeners } from './support/listeners.ts'

const telling = { tries: 3, attemptTimeoutMs: 2_000, totalTimeoutMs: 6_000 }
const [listener] = listeners

/** A listener for which order has answered some calls, so that what follows does not open its breaker unless it is meant to. */
async function raise() {
  const world = await raiseListener(listener as Listener)
  for (const processId of await Promise.all([world.announce(), world.announce(), world.announce()])) {
    await world.done(processId)
  }
  return world
}

/** What all three listeners have in common, by the one of production. */
describe.skipIf(!inject('wiremockUrl'))('a listener and an order service that misbehaves', () => {
  describe.for(lanesOfMisbehaviours)('lane %#', sideBySide, (lane) => {
    const world = useWorld(raise)
    it.for(lane)(
      'when it $does, nobody is called until it has answered that the job still runs',
      inTurn,
      async (misbehaviour) => {
        const { order, announce, done, calls } = world
        await order.misbehave(misbehaviour.name, { times: telling.tries })
        const processId = await announce()
        expect(await done(processId)).toMatchObject({ receiveCount: 2 })
        expect(world.complaint(processId)).toMatch(misbehaviour.reads)
        const told = await order.calls()
        expectTries(told.slice(0, telling.tries), misbehaviour, telling)
        expect(told.slice(telling.tries)).toMatchObject([
          { body: { status: 'running', attempt: 1, note: 'receive 2' } },
          { body: { status: 'succeeded', attempt: 1, reference: `WM-PRD-${processId}` } },
        ])
        const [asked, ...more] = await calls(processId)
        expect(more).toEqual([])
        expect(Number(asked?.atMs)).toBeGreaterThanOrEqual(Number(told[telling.tries]?.atMs))
        await expectCaution(order, misbehaviour)
      },
    )
  })

  describe('halfway', sideBySide, () => {
    const world = useWorld(raise)
    it.for(hiccups)(
      'when it $does as the job ends, the service does it once more under its key',
      inTurn,
      async (hiccup) => {
        const end = { body: 'succeeded' }
        await world.order.misbehave(hiccup.name, { times: telling.tries, when: end })
        const processId = await world.announce()
        expect(await world.done(processId)).toMatchObject({ receiveCount: 2 })
        const told = await world.order.calls(end)
        expectTries(told.slice(0, telling.tries), hiccup, telling)
        expect(told).toHaveLength(telling.tries + 1)
        expectSameRequest(told)
        const asked = await world.calls(processId)
        expect(asked).toHaveLength(2)
        expectSameRequest(asked)
      },
    )

    it('when it answers about another process, nobody is called by that', inTurn, async () => {
      await world.order.misbehave('wrong-id', { times: 1, at: 'reportJobStatus' })
      const processId = await world.announce()
      expect(await world.done(processId)).toMatchObject({ receiveCount: 2 })
      expect(world.complaint(processId)).toMatch(/state of another job/)
      expect(await world.calls(processId)).toHaveLength(1)
    })

    it('when it is slow, it is waited for and told once of each', inTurn, async () => {
      await world.order.misbehave('slow', { times: 2 })
      const processId = await world.announce()
      await world.done(processId)
      expect(await world.reports(processId)).toMatchObject([{ status: 'running' }, { status: 'succeeded' }])
    })
  })

  describe('down', sideBySide, () => {
    const world = useWorld(raise)
    it(
      'when it is down, some calls find that out, then nobody calls for 5 s, then one call tries',
      inTurn,
      async () => {
        const { order } = world
        const recover = await order.misbehave('fails')
        const processes = await Promise.all(Array.from({ length: 10 }, world.announce))
        const before = await quietAfter(8, order.calls)
        await order.misbehave('slow', { times: 1 })
        await recover()
        for (const processId of processes) {
          expect((await world.done(processId)).receiveCount).toBeLessThanOrEqual(3)
          expect(await world.calls(processId)).toHaveLength(1)
        }
        expectProbe(await order.calls(), before)
      },
    )

    it('when it asks for peace for longer than any pause, it has it', inTurn, async () => {
      await world.order.misbehave('too-many-for-long')
      const processId = await world.announce()
      expect(await world.givenBack(processId)).toMatchObject({ delaySeconds: 40 })
      expect(await world.service.calls()).toEqual([])
    })
  })
})
