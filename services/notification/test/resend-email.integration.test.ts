import { randomUUIDv7 } from 'node:crypto'
import { waitFor } from '@waybill/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'

describe('an e-mail that an operator has sent once more', () => {
  let fixture: NotificationFixture
  beforeAll(async () => {
    fixture = await startNotificationFixture()
  })
  afterAll(() => fixture.stop())
  afterEach(() => fixture.mailbox.behaveWell())

  async function sentEmail() {
    const request = newRequest()
    const { emailId } = (await fixture.send(request)).body
    await fixture.emailIn('sent', request)
    return { ...request, request, emailId, messageId: `<${emailId}@waybill.test>` }
  }
  const triesOf = (email: { orderId: string }, count: number) =>
    waitFor(async () => (await fixture.emailsOf(email)).find(({ tries }) => tries.length >= count), {
      what: `${count} tries`,
    })

  it('when it had been sent, it is sent again under the same Message-ID, and who asked and why is logged', async () => {
    const email = await sentEmail()
    const headers = { 'idempotency-key': randomUUIDv7(), 'x-operator': 'olga' }
    const path = `/api/internal/v1/emails/${email.emailId}/resend`
    const answer = await fixture.call('POST', path, { headers, body: { reason: 'went to spam' } })
    expect(answer).toMatchObject({ status: 202, body: { emailId: email.emailId } })
    expect(await fixture.mailbox.mails(email.messageId, 2)).toHaveLength(2)
    expect((await triesOf(email, 2)).operatorActions).toEqual([
      { at: expect.any(String), operator: 'olga', action: 'resend-email', reason: 'went to spam' },
    ])
  })

  it('when the same key comes again, even at once, it gets the same answer and one more mail is sent', async () => {
    const email = await sentEmail()
    const key = randomUUIDv7()
    const answers = await Promise.all(Array.from({ length: 10 }, () => fixture.resend(email.emailId, key)))
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [202, { emailId: email.emailId }]),
    )
    await triesOf(email, 2)
    await fixture.emailIn('sent', email)
    expect(await fixture.resend(email.emailId, key)).toMatchObject({ status: 202, body: { emailId: email.emailId } })
    expect((await fixture.emailIn('sent', email)).operatorActions).toHaveLength(1)
    expect(await fixture.mailbox.mails(email.messageId)).toHaveLength(2)
  })

  it('when the key was used for another e-mail or another reason, it is refused', async () => {
    const [one, other] = [await sentEmail(), await sentEmail()]
    const key = randomUUIDv7()
    const both = await Promise.all([one, other].map(({ emailId }) => fixture.resend(emailId, key)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([202, 422])
    const winner = both[0]?.status === 202 ? one : other
    expect(await fixture.resend(winner.emailId, key, 'another reason')).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
  })

  it('when it has not been decided yet, it is refused', async () => {
    const request = newRequest({ to: 'later@example.test' })
    await fixture.mailbox.behave({ mode: 'temporary', match: { to: request.to } })
    const { emailId } = (await fixture.send(request)).body
    expect(await fixture.resend(emailId)).toMatchObject({ status: 409, body: { code: 'email-not-decided' } })
    await fixture.mailbox.behaveWell()
    await fixture.emailIn('sent', request)
  })

  it('when its job has failed, it is refused: the job is what to retry', async () => {
    const request = newRequest()
    await fixture.mailbox.behave({ mode: 'permanent' })
    const { emailId } = (await fixture.send(request)).body
    await fixture.emailIn('failed', request)
    expect(await fixture.resend(emailId)).toMatchObject({ status: 409, body: { code: 'job-failed' } })
    expect((await fixture.emailIn('failed', request)).operatorActions).toEqual([])
  })

  it('when the second mail is refused, the e-mail has failed, its job has not, and it can be sent once more', async () => {
    const email = await sentEmail()
    await fixture.reportsOf(email)
    await fixture.mailbox.behave({ mode: 'permanent' })
    await fixture.resend(email.emailId)
    await fixture.emailIn('failed', email)
    expect((await fixture.reportsOf(email, 2))[1]).toMatchObject({ status: 'succeeded', reference: email.emailId })
    await fixture.send(email.request)
    expect((await fixture.reportsOf(email, 3))[2]).toMatchObject({ status: 'succeeded', reference: email.emailId })
    fixture.issue(email, 2)
    await fixture.send({ ...email.request, attempt: 2 })
    expect((await fixture.reportsOf(email, 4))[3]).toMatchObject({ status: 'succeeded', attempt: 2 })
    await fixture.mailbox.behaveWell()
    expect((await fixture.resend(email.emailId)).status).toBe(202)
    expect((await fixture.emailIn('sent', email)).tries).toHaveLength(3)
  })

  it('when it was queued a day ago, a passing fault does not end the second mail', async () => {
    const email = await sentEmail()
    await fixture.query(`update emails set queued_at = now() - interval '3 days' where id = '${email.emailId}'`)
    await fixture.mailbox.behave({ mode: 'temporary', times: 1 })
    await fixture.resend(email.emailId)
    expect((await triesOf(email, 3)).tries.map(({ outcome }) => outcome)).toEqual(['sent', 'postponed', 'sent'])
  })

  it('when there is no such e-mail, it is not found', async () => {
    expect(await fixture.resend(randomUUIDv7())).toMatchObject({ status: 404, body: { code: 'email-not-found' } })
  })

  it.each([
    ['no key', {}, { reason: 'lost' }],
    ['a short key', { 'idempotency-key': 'short' }, { reason: 'lost' }],
    ['no reason', { 'idempotency-key': 'a-key-that-is-long-enough' }, {}],
    ['a blank reason', { 'idempotency-key': 'a-key-that-is-long-enough' }, { reason: '  ' }],
    ['an unknown field', { 'idempotency-key': 'a-key-that-is-long-enough' }, { reason: 'lost', to: 'x@example.test' }],
  ])('when the request has %s, it is refused', async (_what, headers, body) => {
    const { emailId } = await sentEmail()
    const answer = await fixture.call('POST', `/api/internal/v1/emails/${emailId}/resend`, { headers, body })
    expect(answer.status).toBe(400)
  })
})
