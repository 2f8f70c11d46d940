import { waitFor } from '@waybill/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'

type Row = {
  status: string
  tries: number
  last_error: string | null
  delivered_at: Date | null
  next_attempt_at: Date
}

describe('a report that order must get', () => {
  let fixture: NotificationFixture
  beforeAll(async () => {
    fixture = await startNotificationFixture()
  })
  afterAll(() => fixture.stop())
  afterEach(() => {
    fixture.order.faultOn = () => undefined
  })

  const rowsOf = ({ processId }: { processId: string }) =>
    fixture.query<Row>(`select * from job_reports where process_id = '${processId}' order by id`)

  const triedRow = (request: { processId: string }, tries: number) =>
    waitFor(async () => (await rowsOf(request)).find((row) => row.tries >= tries && row.last_error), {
      what: `${tries} tries to tell order`,
    })

  it.each([503, 500, 404, 409, 401])('when order answers %i, it is told again until it answers 200', async (status) => {
    const request = newRequest()
    fixture.order.faultOn = ({ processId }) => (processId === request.processId ? status : undefined)
    await fixture.send(request)
    const row = await triedRow(request, 2)
    expect(row).toMatchObject({ delivered_at: null, last_error: expect.stringContaining('order') })
    fixture.order.faultOn = () => undefined
    expect(await fixture.reportsOf(request)).toHaveLength(1)
    await waitFor(async () => (await rowsOf(request))[0]?.delivered_at, { what: 'the delivery to be noted' })
    expect(await rowsOf(request)).toMatchObject([{ status: 'succeeded', last_error: null }])
  })

  it('when the answer of order is lost, order is told the same again', async () => {
    const request = newRequest()
    let isLost = true
    fixture.order.faultOn = ({ processId }) => {
      if (processId !== request.processId || !isLost) return undefined
      isLost = false
      return 'lost'
    }
    await fixture.send(request)
    const [first, second] = await fixture.reportsOf(request, 2)
    expect(second).toEqual(first)
    expect(fixture.order.stateOf(request.processId, 'notification')).toEqual({ status: 'succeeded', attempt: 1 })
  })

  it('when one report cannot be delivered, the others are', async () => {
    const [stuck, ...others] = [newRequest(), newRequest(), newRequest()] as const
    fixture.order.faultOn = ({ processId }) => (processId === stuck.processId ? 500 : undefined)
    for (const request of [stuck, ...others]) await fixture.send(request)
    for (const request of others) expect(await fixture.reportsOf(request)).toHaveLength(1)
    expect((await rowsOf(stuck))[0]?.delivered_at).toBeNull()
  })

  it('when the one who leased it is gone, it is told when the lease ends', async () => {
    const request = newRequest()
    fixture.order.faultOn = ({ processId }) => (processId === request.processId ? 500 : undefined)
    await fixture.send(request)
    await triedRow(request, 1)
    const lease = `update job_reports set claimed_by = '${request.userId}', next_attempt_at = now() + interval`
    await fixture.query(`${lease} '15 s' where process_id = '${request.processId}'`)
    const [leased] = await rowsOf(request)
    const other = newRequest()
    await fixture.send(other)
    await fixture.reportsOf(other)
    expect(await rowsOf(request)).toEqual([leased])
    fixture.order.faultOn = () => undefined
    await fixture.query(`${lease} '-1 s' where process_id = '${request.processId}'`)
    expect(await fixture.reportsOf(request)).toMatchObject([{ status: 'succeeded' }])
  })
})
