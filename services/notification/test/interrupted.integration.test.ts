import { createDatabase } from '@waybill/postgres'
import { waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'
import { startOddMailServer } from './support/odd-mail-server.ts'

describe('a sender that is interrupted', () => {
  const outcomes = (email: { tries: { outcome: string }[] }) => email.tries.map(({ outcome }) => outcome)
  const lapse = (fixture: NotificationFixture, { orderId }: { orderId: string }, where = '') =>
    fixture.query(`update emails set next_attempt_at = now() - interval '1 s' where order_id = '${orderId}' ${where}`)

  it('when its claim lapses another sender takes over, and when it stops it hands back what it has', async () => {
    const fixture = await startNotificationFixture({ MAIL_TIMEOUT_MS: '15000' })
    const [lost, handedBack] = [
      newRequest({ to: 'lost@example.test' }),
      newRequest({ to: 'back@example.test' }),
    ] as const
    for (const request of [lost, handedBack]) {
      await fixture.mailbox.behave({ mode: 'hang', times: 1, match: { to: request.to } })
      await fixture.send(request)
    }
    await waitFor(async () => (await fixture.mailbox.faults()).length === 2, { what: 'two mails that hang' })
    expect((await fixture.emailIn('sending', lost)).tries).toEqual([])

    await lapse(fixture, lost)
    const { messageId } = await fixture.emailIn('sent', lost)
    expect(await fixture.mailbox.mails(messageId)).toHaveLength(1)

    await fixture.service.stop()
    const rows = await fixture.query<{ to_address: string; status: string; outcomes: string }>(`
      select to_address, status, (select string_agg(outcome, ' ' order by id) from email_attempts where email_id = e.id) as outcomes
      from emails e order by to_address`)
    expect(rows).toEqual([
      { to_address: handedBack.to, status: 'queued', outcomes: 'postponed' },
      { to_address: lost.to, status: 'sent', outcomes: 'interrupted sent' },
    ])
    expect(await fixture.reportsOf(lost)).toHaveLength(1)

    const next = await fixture.raise()
    expect(await fixture.reportsOf(handedBack)).toMatchObject([{ status: 'succeeded' }])
    await next.stop()
    await fixture.stop()
  })

  it('when the sender was killed, its claim holds until it ends, and the Message-ID stays', async () => {
    const fixture = await startNotificationFixture()
    const request = newRequest({ to: 'killed@example.test' })
    await fixture.mailbox.behave({ mode: 'temporary', match: { to: request.to } })
    const { emailId } = (await fixture.send(request)).body
    const claim = `status = 'sending', claimed_by = '${emailId}', next_attempt_at = now() + interval '30 s'`
    await waitFor(
      async () => {
        const taken = `update emails set ${claim} where id = '${emailId}' and status = 'queued' returning 1`
        return (await fixture.query(taken)).length === 1
      },
      { what: 'the e-mail to be claimed by one who is killed at once' },
    )
    await fixture.mailbox.behaveWell()
    const other = newRequest()
    await fixture.send(other)
    await fixture.emailIn('sent', other)
    expect((await fixture.emailIn('sending', request)).id).toBe(emailId)
    await lapse(fixture, request)
    const email = await fixture.emailIn('sent', request)
    expect(outcomes(email).slice(-2)).toEqual(['interrupted', 'sent'])
    expect(await fixture.mailbox.mails(`<${emailId}@waybill.test>`)).toHaveLength(1)
    await fixture.stop()
  })

  it('when the database cannot take the answer at first, it is written later and no mail is sent twice', async () => {
    let beforeAnswer = async () => {}
    const server = await startOddMailServer({
      answerTo: async (line) => {
        if (line === '.') await beforeAnswer()
        return undefined
      },
    })
    const fixture = await startNotificationFixture({ services__mailbox__smtp__0: `smtp://127.0.0.1:${server.port}` })
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const options = { connectionString: fixture.connectionString, applicationName: 'locker', poolSize: 1 }
    const locker = createDatabase({ ...options, logger: fixture.logger })
    const lock = locker.db.transaction()
    beforeAnswer = () => locked.promise
    const request = newRequest()
    await fixture.send(request)
    const holding = lock.execute(async (trx) => {
      await sql`lock table email_attempts in access exclusive mode`.execute(trx)
      locked.resolve()
      await released
    })
    const started = `select query_start::text as at from pg_stat_activity
      where datname = current_database() and application_name = 'notification' and wait_event_type = 'Lock'`
    const tryAt = async () => (await fixture.query<{ at: string }>(started))[0]?.at
    const first = await waitFor(tryAt, { what: 'the answer to wait for the lock' })
    await waitFor(async () => ((next) => next !== undefined && next !== first)(await tryAt()), { what: 'another try' })
    release()
    await holding
    expect(await fixture.reportsOf(request)).toMatchObject([{ status: 'succeeded' }])
    expect(outcomes(await fixture.emailIn('sent', request))).toEqual(['sent'])
    expect(server.received).toHaveLength(1)
    await Promise.all([locker.stop(), fixture.stop(), server.stop()])
  })
})
