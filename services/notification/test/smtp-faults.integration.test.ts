import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'

describe('a mail server with faults', () => {
  let fixture: NotificationFixture
  beforeAll(async () => {
    fixture = await startNotificationFixture()
  })
  afterAll(() => fixture.stop())
  afterEach(() => fixture.mailbox.behaveWell())

  it('when it refuses the mail for good, e-mail and job have failed with its answer', async () => {
    const request = newRequest()
    await fixture.mailbox.behave({ mode: 'permanent' })
    await fixture.send(request)
    const email = await fixture.emailIn('failed', request)
    expect(email).toMatchObject({
      tries: [{ outcome: 'failed', detail: expect.stringContaining('550') }],
      sentAt: null,
    })
    const { processId } = request
    expect(await fixture.reportsOf(request)).toEqual([
      {
        processId,
        job: 'notification',
        attempt: 1,
        status: 'failed',
        fault: 'permanent',
        note: email.tries[0]?.detail,
      },
    ])
  })

  it('when it refused for good and the job asks under the same attempt, order is told of the failure again', async () => {
    const request = newRequest()
    await fixture.mailbox.behave({ mode: 'permanent' })
    await fixture.send(request)
    await fixture.reportsOf(request)
    await fixture.mailbox.behaveWell()
    await fixture.send(request)
    expect((await fixture.reportsOf(request, 2))[1]).toMatchObject({ status: 'failed', attempt: 1 })
    expect((await fixture.emailIn('failed', request)).tries).toHaveLength(1)
  })

  it('when it refused for good and the job asks under a higher attempt, the e-mail starts afresh', async () => {
    const request = newRequest()
    await fixture.mailbox.behave({ mode: 'permanent' })
    const { emailId } = (await fixture.send(request)).body
    await fixture.reportsOf(request)
    const older = `update emails set created_at = now() - interval '25 h', queued_at = now() - interval '25 h', tries = 9`
    await fixture.query(`${older} where id = '${emailId}'`)
    await fixture.mailbox.behaveWell()
    await fixture.mailbox.behave({ mode: 'temporary', times: 1, match: { to: request.to } })
    fixture.issue(request, 2)
    expect((await fixture.send({ ...request, attempt: 2 })).body.emailId).toBe(emailId)
    expect((await fixture.reportsOf(request, 2))[1]).toMatchObject({
      status: 'succeeded',
      attempt: 2,
      reference: emailId,
    })
    const email = await fixture.emailIn('sent', request)
    expect(outcomes(email)).toEqual(['failed', 'postponed', 'sent'])
    expect(await fixture.query(`select tries from emails where id = '${emailId}'`)).toEqual([{ tries: 2 }])
  })

  it('when it puts the mail off, the e-mail waits and is sent', async () => {
    const request = newRequest()
    await fixture.mailbox.behave({ mode: 'temporary', times: 3 })
    await fixture.send(request)
    const email = await fixture.emailIn('sent', request)
    expect(outcomes(email)).toEqual(['postponed', 'postponed', 'postponed', 'sent'])
    expect(email.tries[0]?.detail).toContain('451')
    expect(await fixture.reportsOf(request)).toHaveLength(1)
  })

  it('when it puts the mail off for a day, e-mail and job have failed', async () => {
    const request = newRequest({ to: 'full@example.test' })
    await fixture.mailbox.behave({ mode: 'temporary', match: { to: request.to } })
    const { emailId } = (await fixture.send(request)).body
    await fixture.query(`update emails set queued_at = now() - interval '25 h' where id = '${emailId}'`)
    expect(await fixture.reportsOf(request)).toMatchObject([{ status: 'failed', fault: 'permanent' }])
    expect((await fixture.emailIn('failed', request)).tries.at(-1)?.detail).toContain('451')
  })

  it('when the connection is cut after the data, the repeat has the same Message-ID', async () => {
    const request = newRequest()
    await fixture.mailbox.behave({ mode: 'cut-after-data', times: 1 })
    await fixture.send(request)
    const { messageId, ...email } = await fixture.emailIn('sent', request)
    expect(outcomes(email)).toEqual(['postponed', 'sent'])
    expect(await fixture.mailbox.mails(messageId)).toHaveLength(2)
    expect(await fixture.reportsOf(request)).toHaveLength(1)
  })
})

const outcomes = (email: { tries: { outcome: string }[] }) => email.tries.map(({ outcome }) => outcome)
