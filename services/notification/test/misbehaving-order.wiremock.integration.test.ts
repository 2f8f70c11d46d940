import { machineSystem } from '@waybill/service-host'
import {
  expectCaution,
  expectPauses,
  expectProbe,
  expectSameRequest,
  inTurn,
  knownChance,
  lanesOfMisbehaviours,
  openNeighbour,
  quietAfter,
  sideBySide,
  useWorld,
  waitFor,
} from '@waybill/test-kit'
import { describe, expect, inject, it } from 'vitest'
import { newRequest, startNotificationFixture } from './support/notification-fixture.ts'

type Requested = ReturnType<typeof newRequest>
type Sent = { id: string; status: string; attempt: number; message_id: string }
type Row = { status: string; tries: number; last_error: string | null; delivered_at: Date | null; seconds: number }

const patience = { timeoutMs: 30_000, intervalMs: 100 }
const pauses = { attemptTimeoutMs: 2_000, pauseMs: (n: number) => knownChance * 2_000 * 2 ** n }
const times = 2
const aboutAnother = { does: 'answers about another process', name: 'wrong-id', reads: /state of another job/ }

/** A notification service that reports to WireMock how its jobs ended. */
async function raise() {
  const order = await openNeighbour()
  const env = { services__order__http__0: order.url, REPORT_BACKOFF_CAP_MS: '4000', POLL_MS: '100' }
  const notification = await startNotificationFixture(env, { ...machineSystem, random: () => knownChance })
  const rowThat = (isMeant: (row: Row) => unknown, { processId }: Requested): Promise<Row> =>
    waitFor(
      async () => {
        const [row] = await notification.query<Row>(`select *,
          extract(epoch from next_attempt_at - now())::float8 as seconds
          from job_reports where process_id = '${processId}'`)
        return row && isMeant(row) ? row : undefined
      },
      { what: 'the report', ...patience },
    ) as Promise<Row>
  return {
    ...{ notification, order, forget: order.forget },
    /** An e-mail that was sent, of whose job order must hear. */
    async sent(): Promise<Requested> {
      const request = newRequest()
      const isTaken = async () => (await notification.send(request)).status === 202
      await waitFor(isTaken, { what: 'the e-mail to be taken', ...patience })
      return request
    },
    async emailOf({ processId }: Requested): Promise<Sent> {
      const [email] = await notification.query<Sent>(`select * from emails where process_id = '${processId}'`)
      if (!email) throw new Error(`no e-mail for ${processId}`)
      return email
    },
    mails: (messageId: string) =>
      waitFor(() => notification.mailbox.mails(messageId), { what: 'the mail', ...patience }),
    untold: (request: Requested) => rowThat(({ last_error, delivered_at }) => last_error && !delivered_at, request),
    told: (request: Requested) => rowThat(({ delivered_at }) => delivered_at, request),
    async stop(): Promise<void> {
      await notification.stop()
      await order.close()
    },
  }
}

describe.skipIf(!inject('wiremockUrl'))('reporting a job to an order service that misbehaves', () => {
  describe('down', sideBySide, () => {
    const world = useWorld(raise)
    it(
      'when it is down, some calls find that out, then nobody calls for 5 s, then one call tries',
      inTurn,
      async () => {
        const { order } = world
        const recover = await order.misbehave('fails')
        const requests = await Promise.all(Array.from({ length: 8 }, world.sent))
        const before = await quietAfter(10, order.calls)
        await order.misbehave('slow', { times: 1 })
        await recover()
        for (const request of requests) await world.told(request)
        const calls = await order.calls()
        expectProbe(calls, before)
        for (const { processId } of requests) expectSameRequest(calls.filter(({ url }) => url.includes(processId)))
      },
    )
  })

  describe.for([...lanesOfMisbehaviours, [aboutAnother]])('lane %#', sideBySide, (lane) => {
    const world = useWorld(raise)
    it.for(lane)(
      'when it $does, the e-mail was sent once all the same, and order is told the same until it answers',
      inTurn,
      async (misbehaviour) => {
        const { order } = world
        await order.misbehave(misbehaviour.name, {
          ...{ times, ...(misbehaviour === aboutAnother && { at: 'reportJobStatus' }) },
        })
        const request = await world.sent()
        expect((await world.untold(request)).last_error).toMatch(misbehaviour.reads)
        const email = await world.emailOf(request)
        expect(email).toMatchObject({ status: 'sent', attempt: 1 })

        expect(await world.told(request)).toMatchObject({ status: 'succeeded', last_error: null })
        const calls = await order.calls()
        expect(calls).toHaveLength(times + 1)
        expectSameRequest(calls)
        expectPauses(calls, misbehaviour, pauses)
        const { id: reference, message_id } = email
        expect(calls[0]?.body).toEqual({ job: 'notification', attempt: 1, status: 'succeeded', reference })
        expect(await world.mails(message_id)).toHaveLength(1)
        await expectCaution(order, misbehaviour)
      },
    )
  })

  describe('halfway', sideBySide, () => {
    const world = useWorld(raise)
    it('when it is slow, it is waited for and told once', inTurn, async () => {
      await world.order.misbehave('slow', { times: 1 })
      await world.told(await world.sent())
      expect(await world.order.calls()).toHaveLength(1)
    })

    it('when it asks for peace for longer than any pause, it has it', inTurn, async () => {
      await world.order.misbehave('too-many-for-long')
      expect((await world.untold(await world.sent())).seconds).toBeGreaterThan(20)
      expect(await world.order.calls()).toHaveLength(1)
    })
  })
})
