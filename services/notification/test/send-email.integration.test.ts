import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  keyOf,
  type NotificationFixture,
  newRequest,
  startNotificationFixture,
} from './support/notification-fixture.ts'

describe('an e-mail that is asked for', () => {
  let fixture: NotificationFixture
  beforeAll(async () => {
    fixture = await startNotificationFixture()
  })
  afterAll(() => fixture.stop())

  it('when it is asked for once, it is sent, and order is told under its id', async () => {
    const request = newRequest()
    const answer = await fixture.send(request)
    expect(answer).toMatchObject({ status: 202, body: { emailId: expect.any(String) } })
    const { emailId } = answer.body
    const email = await fixture.emailIn('sent', request)
    expect(email).toMatchObject({
      ...{ id: emailId, userId: request.userId, processId: request.processId, to: request.to, attempt: 1 },
      ...{ messageId: `<${emailId}@waybill.test>`, subject: 'Your order Birthday of José is paid' },
      ...{ tries: [{ outcome: 'sent' }], operatorActions: [], sentAt: expect.any(String) },
    })
    expect(await fixture.mailbox.mails(email.messageId)).toHaveLength(1)
    const reports = await fixture.reportsOf(request)
    expect(reports).toEqual([
      { processId: request.processId, job: 'notification', attempt: 1, status: 'succeeded', reference: emailId },
    ])
  })

  it('when fifty ask at once under one key, they get the same answer and one mail is sent', async () => {
    const request = newRequest()
    const answers = await Promise.all(Array.from({ length: 50 }, () => fixture.send(request)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(202)
    const email = await fixture.emailIn('sent', request)
    expect(await fixture.emailsOf(request)).toHaveLength(1)
    expect(email.tries).toHaveLength(1)
    expect(await fixture.mailbox.mails(email.messageId)).toHaveLength(1)
  })

  it('when the key was used for another request, it is refused and nothing is sent', async () => {
    const request = newRequest()
    await fixture.send(request)
    const other = { ...request, data: { ...request.data, totalMinor: 1 } }
    expect(await fixture.send(other)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
    expect(await fixture.emailsOf(request)).toHaveLength(1)
  })

  it('when another user has the same key, it is another e-mail', async () => {
    const request = newRequest()
    const first = await fixture.send(request)
    const second = await fixture.send({ ...request, userId: randomUUIDv7() }, keyOf(request))
    expect(second.status).toBe(202)
    expect(second.body.emailId).not.toBe(first.body.emailId)
  })

  it('when it has been sent and is asked for again, order is told again and no mail is sent', async () => {
    const request = newRequest()
    const { emailId } = (await fixture.send(request)).body
    await fixture.reportsOf(request)
    expect(await fixture.send(request)).toMatchObject({ status: 202, body: { emailId } })
    const [, again] = await fixture.reportsOf(request, 2)
    expect(again).toMatchObject({ status: 'succeeded', attempt: 1, reference: emailId })
    expect(await fixture.mailbox.mails(`<${emailId}@waybill.test>`)).toHaveLength(1)
  })

  it('when it is asked for again under a higher attempt, order is told under that one, whoever asks after', async () => {
    const request = newRequest()
    await fixture.send(request)
    await fixture.reportsOf(request)
    fixture.issue(request, 3)
    expect((await fixture.send({ ...request, attempt: 3 })).status).toBe(202)
    expect((await fixture.reportsOf(request, 2))[1]).toMatchObject({ attempt: 3, status: 'succeeded' })
    expect((await fixture.send({ ...request, attempt: 2 })).status).toBe(202)
    expect((await fixture.reportsOf(request, 3))[2]).toMatchObject({ attempt: 3, status: 'succeeded' })
    expect((await fixture.emailIn('sent', request)).tries).toHaveLength(1)
  })

  it('when the attempt rises while it waits, order is told once, under the higher one', async () => {
    const request = newRequest({ to: 'waits@example.test' })
    await fixture.mailbox.behave({ mode: 'temporary', match: { to: request.to } })
    await fixture.send(request)
    fixture.issue(request, 2)
    await fixture.send({ ...request, attempt: 2 })
    await fixture.mailbox.behaveWell()
    expect(await fixture.reportsOf(request)).toMatchObject([{ attempt: 2, status: 'succeeded' }])
  })

  it('when it is sent, the trace that asked for it goes on, and each log line says whose it is', async () => {
    const { userId, ...body } = newRequest()
    const { orderId, processId } = body
    const traceId = randomUUIDv7().replaceAll('-', '')
    const headers = { 'idempotency-key': keyOf(body), traceparent: `00-${traceId}-00f067aa0ba902b7-01` }
    await fixture.call('POST', `/api/internal/v1/users/${userId}/emails/send`, { headers, body })
    await fixture.reportsOf(body)
    const asked = fixture.log.map((line) => JSON.parse(line)).find((line) => line.processId === processId)
    expect(asked).toMatchObject({ userId, orderId, processId, job: 'notification', answer: 'sent' })
    expect(asked.traceparent).toContain(traceId)
  })

  it('when all is done, no log line holds an address or a name', () => {
    const log = fixture.log.join()
    expect(log).toContain('the mail server has been asked')
    for (const secret of ['asa@', 'example.test', 'Åsa', 'José']) expect(log).not.toContain(secret)
  })
})
