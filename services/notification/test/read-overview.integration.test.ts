import type { NotificationOverview } from '@waybill/contracts'
import { machineSystem } from '@waybill/service-host'
import { advanceableClock } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'
import { putEmail } from './support/put-email.ts'

describe('the overview of e-mails', () => {
  const clock = advanceableClock(new Date().toISOString())
  let fixture: NotificationFixture
  beforeAll(async () => {
    fixture = await startNotificationFixture({}, { ...machineSystem, now: clock.now })
  })
  afterAll(() => fixture.stop())

  const path = '/api/internal/v1/overview'
  const overview = async () => (await fixture.call('GET', path)).body as unknown as NotificationOverview
  const putReport = (emailId: string, secondsOld: number, deliveredAt: string) =>
    fixture.query(`insert into job_reports (email_id, process_id, attempt, status, next_attempt_at, created_at, delivered_at)
      values ('${emailId}', '${emailId}', 1, 'failed', now() + interval '1 h', now() - interval '${secondsOld} s',
        ${deliveredAt})`)

  it('when there is nothing, every figure is 0 and nothing has an age', async () => {
    const nothing = { count: 0, oldestSeconds: null }
    const emails = { queued: 0, sending: 0, sent: 0, failed: 0 }
    expect(await overview()).toEqual({ emails, unsent: nothing, reports: nothing })
  })

  it('when rows are known, each is in its figures and the oldest has its age by the database', async () => {
    clock.advance(10_000)
    await putEmail(fixture.query, 'queued', { secondsOld: 40 })
    await putEmail(fixture.query, 'queued')
    await putEmail(fixture.query, 'sending', { secondsOld: 600 })
    await putEmail(fixture.query, 'sent', { secondsOld: 9_000 })
    const failed = await putEmail(fixture.query, 'failed', { secondsOld: 9_000 })
    await putReport(failed, 30, 'null')
    await putReport(failed, 9_000, 'now()')
    const { emails, unsent, reports } = await overview()
    expect(emails).toEqual({ queued: 2, sending: 1, sent: 1, failed: 1 })
    expect([unsent.count, reports.count]).toEqual([3, 1])
    for (const [{ oldestSeconds }, age] of [
      [unsent, 600],
      [reports, 30],
    ] as const) {
      expect(oldestSeconds).toBeGreaterThan(age - 1)
      expect(oldestSeconds).toBeLessThan(age + 60)
    }
  })

  it('when it is asked again within ten seconds, what is open is of now and what was sent is as it was', async () => {
    clock.advance(10_000)
    const before = await overview()
    await putEmail(fixture.query, 'failed')
    await putEmail(fixture.query, 'sent')
    clock.advance(9_999)
    expect(await overview()).toMatchObject({ emails: { sent: 1, failed: 2 } })
    clock.advance(1)
    expect(await overview()).toMatchObject({ emails: { ...before.emails, sent: 2, failed: 2 } })
  })

  it('when an e-mail went its way, it is sent and order is owed no report', async () => {
    await fixture.query('delete from job_reports')
    const request = newRequest()
    await fixture.send(request)
    await fixture.reportsOf(request)
    clock.advance(10_000)
    const reports = async () => (await overview()).reports
    await expect.poll(reports).toEqual({ count: 0, oldestSeconds: null })
    expect(await overview()).toMatchObject({ emails: { sent: 3 } })
  })

  it('when it is asked for without the credential, it is 401; by another method, 405', async () => {
    expect((await fixture.call('GET', path, { headers: { authorization: 'Bearer no-key-of-ours' } })).status).toBe(401)
    expect((await fixture.call('POST', path, { body: {} })).status).toBe(405)
  })
})
