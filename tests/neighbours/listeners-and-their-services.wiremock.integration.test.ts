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
import { listeners } from './support/listeners.ts'

const asking = { tries: 2, attemptTimeoutMs: 3_000, totalTimeoutMs: 7_000 }

describe.skipIf(!inject('wiremockUrl')).for(listeners)(
  'the $job listener and a service that misbehaves',
  sideBySide,
  (listener) => {
    const { job, operation, reference, ofNoUse } = listener
    const endOf = (processId: string) =>
      reference === undefined ? [] : [{ status: 'succeeded', reference: reference + processId }]

    describe.for(lanesOfMisbehaviours)('lane %#', sideBySide, (lane) => {
      const world = useWorld(() => raiseListener(listener))
      it.for(lane)(
        'when it $does, it is asked twice, order reads why, and the next receive does it under the same key',
        inTurn,
        async (misbehaviour) => {
          const { service, announce, done, reports, calls } = world
          await service.misbehave(misbehaviour.name, { times: asking.tries })
          const processId = await announce()
          expect(await done(processId)).toMatchObject({ receiveCount: 2, attempt: 1 })
          expect(await reports(processId)).toMatchObject([
            { status: 'running', attempt: 1 },
            { status: 'running', attempt: 1, note: expect.stringMatching(misbehaviour.reads) },
            { status: 'running', attempt: 1, note: 'receive 2' },
            ...endOf(processId),
          ])
          const asked = await calls(processId)
          expectTries(asked.slice(0, asking.tries), misbehaviour, asking)
          expect(asked).toHaveLength(asking.tries + 1)
          expectSameRequest(asked)
          expect(asked[0]).toMatchObject({ key: `${processId}:${job}`, body: { processId } })
          await expectCaution(service, misbehaviour)
        },
      )
    })

    describe('halfway', sideBySide, () => {
      const world = useWorld(() => raiseListener(listener))
      it.for(hiccups)('when it $does once, the second try of the same call does it', inTurn, async (hiccup) => {
        await world.service.misbehave(hiccup.name, { times: 1 })
        const processId = await world.announce()
        expect(await world.done(processId)).toMatchObject({ receiveCount: 1 })
        expectTries(await world.calls(processId), hiccup, asking)
        expect(await world.reports(processId)).toMatchObject([{ status: 'running' }, ...endOf(processId)])
      })

      it('when it is slow, it is waited for and asked once', inTurn, async () => {
        await world.service.misbehave('slow', { times: 1 })
        const processId = await world.announce()
        await world.done(processId)
        expect(await world.calls(processId)).toHaveLength(1)
      })

      it('when its answer is for another or without an id, the job is not done by it', inTurn, async () => {
        await world.service.misbehave('wrong-id', { times: ofNoUse.tries, at: operation })
        const processId = await world.announce()
        expect(await world.done(processId)).toMatchObject({ receiveCount: 2 })
        expect((await world.reports(processId))[1]?.note).toMatch(ofNoUse.reads)
        const asked = await world.calls(processId)
        expect(asked).toHaveLength(ofNoUse.tries + 1)
        expectSameRequest(asked)
      })
    })

    describe('down', sideBySide, () => {
      const world = useWorld(() => raiseListener(listener))
      it(
        'when it is down, some calls find that out, then nobody calls for 5 s, then one call tries',
        inTurn,
        async () => {
          const { service } = world
          const recover = await service.misbehave('fails')
          const processes = await Promise.all(Array.from({ length: 10 }, world.announce))
          const before = await quietAfter(8, service.calls)
          await service.misbehave('slow', { times: 1 })
          await recover()
          for (const processId of processes) {
            expect((await world.done(processId)).receiveCount).toBeLessThanOrEqual(3) // an outage wears out no message
            expectSameRequest(await world.calls(processId))
          }
          expectProbe(await service.calls(), before)
        },
      )

      it('when it asks for peace for longer than any pause, it has it', inTurn, async () => {
        await world.service.misbehave('too-many-for-long')
        const processId = await world.announce()
        expect(await world.givenBack(processId)).toMatchObject({ delaySeconds: 40 })
        expect(await world.calls(processId)).toHaveLength(1)
      })
    })
  },
)
