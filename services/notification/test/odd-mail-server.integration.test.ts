import { freePort, waitFor } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'
import { onMail, startOddMailServer } from './support/odd-mail-server.ts'

describe('a mail server that is odd', () => {
  async function against(env: Record<string, string>, story: (fixture: NotificationFixture) => Promise<void>) {
    const fixture = await startNotificationFixture(env)
    try {
      await story(fixture)
    } finally {
      await fixture.stop()
    }
  }
  const at = (port: number) => ({ services__mailbox__smtp__0: `smtp://127.0.0.1:${port}` })

  it('when it hangs on one mail, the others are sent meanwhile, and that one after its time is up', async () => {
    await against({ MAIL_TIMEOUT_MS: '500' }, async (fixture) => {
      const [stuck, ...others] = [newRequest({ to: 'stuck@example.test' }), newRequest(), newRequest()] as const
      await fixture.mailbox.behave({ mode: 'hang', times: 1, match: { to: stuck.to } })
      await fixture.send(stuck)
      for (const request of others) {
        await fixture.send(request)
        await fixture.emailIn('sent', request)
      }
      const email = await fixture.emailIn('sent', stuck)
      expect(outcomes(email)).toContain('postponed')
      expect(email.tries[0]?.detail).toMatch(/time/i)
      await fixture.mailbox.mails(email.messageId)
    })
  })

  it('when it is not there, the e-mails wait and are sent when it comes', async () => {
    const port = await freePort()
    await against(at(port), async (fixture) => {
      const requests = Array.from({ length: 8 }, () => newRequest())
      for (const request of requests) await fixture.send(request)
      const tries = async () =>
        (await Promise.all(requests.map(fixture.emailsOf))).flat().flatMap((email) => email.tries)
      const refused = await waitFor(
        async () => (await tries()).find(({ detail }) => detail?.includes('ECONNREFUSED')),
        { what: 'a try' },
      )
      expect(refused.outcome).toBe('postponed')
      const server = await startOddMailServer({ port })
      for (const request of requests) await fixture.emailIn('sent', request)
      expect(server.received).toHaveLength(8)
      await server.stop()
    })
  })

  it('when its refusal has many lines and odd characters, order takes the report at once', async () => {
    const server = await startOddMailServer({
      answerTo: onMail(`550-5.7.1 Not this one:\r\n550-\u0007 see \u2028 it\r\n550 5.7.1 ${'😀'.repeat(400)}`),
    })
    await against(at(server.port), async (fixture) => {
      const request = newRequest()
      await fixture.send(request)
      const [report] = await fixture.reportsOf(request)
      expect(report).toMatchObject({
        status: 'failed',
        fault: 'permanent',
        note: expect.stringContaining('Not this one'),
      })
      expect(fixture.log.join()).not.toContain('order could not be told')
    })
    await server.stop()
  })

  it.each([
    ['greets with a refusal', { greeting: '554 no service for you' }, '554'],
    ['wants a login', { answerTo: onMail('530 5.7.0 Authentication required') }, '530'],
    [
      'answers more and more but never ends',
      { answerTo: (line: string) => (line.startsWith('EHLO') ? 'drip' : undefined) },
      'time',
    ],
  ])('when it %s, the e-mail is not given up', async (_name, oddity, words) => {
    const server = await startOddMailServer(oddity)
    await against({ ...at(server.port), MAIL_TIMEOUT_MS: '500' }, async (fixture) => {
      const request = newRequest()
      await fixture.send(request)
      const email = await waitFor(async () => (await fixture.emailsOf(request)).find(({ tries }) => tries.length > 0), {
        what: 'a try',
        timeoutMs: 10_000,
      })
      expect(email.status).not.toBe('failed')
      expect(email.tries[0]).toMatchObject({ outcome: 'postponed', detail: expect.stringMatching(words) })
    })
    await server.stop()
  })
})

const outcomes = (email: { tries: { outcome: string }[] }) => email.tries.map(({ outcome }) => outcome)
