import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Journal, raiseMailbox } from './raise-mailbox.ts'

describe('a fault that is asked for', () => {
  let mailbox: Awaited<ReturnType<typeof raiseMailbox>>
  let draw = 0
  beforeAll(async () => {
    mailbox = await raiseMailbox({ random: () => draw })
  })
  afterAll(() => mailbox.stop())
  beforeEach(async () => {
    draw = 0
    await fetch(`${mailbox.url}/control/behaviour`, { method: 'DELETE' })
    await mailbox.empty()
  })

  const send = (messageId: string, to = 'jose@example.test') =>
    mailbox.transport.sendMail({ from: 'shop@waybill.test', to, subject: 's', text: 't', messageId: `<${messageId}>` })
  const behave = async (behaviour: object) => {
    expect((await mailbox.post('/control/behaviour', behaviour)).status).toBe(201)
  }
  const outcomes = ({ data }: Journal, messageId: string) =>
    data.filter((entry) => entry.messageId === messageId).map(({ outcome }) => outcome)

  it.each([
    ['temporary', 451],
    ['permanent', 550],
  ])('when it is %s, the sender is told %i and nothing is kept', async (mode, responseCode) => {
    await behave({ mode })
    await expect(send(`${mode}@x`)).rejects.toMatchObject({ responseCode })
    expect(await mailbox.list()).toMatchObject({ total: 0 })
    expect(outcomes(await mailbox.journal(), `${mode}@x`)).toEqual([])
    expect(outcomes(await mailbox.faults(), `${mode}@x`)).toEqual([mode])
  })

  it('when it has a number of times, the mails after them are accepted', async () => {
    await behave({ mode: 'temporary', times: 2 })
    await expect(send('twice@x')).rejects.toThrow()
    await expect(send('twice@x')).rejects.toThrow()
    await send('twice@x')
    expect(outcomes(await mailbox.journal(), 'twice@x')).toEqual(['accepted'])
  })

  it('when several senders meet a last time at once, one of them does', async () => {
    await behave({ mode: 'permanent', times: 1 })
    const sent = await Promise.allSettled(Array.from({ length: 8 }, () => send('race@x')))
    expect(sent.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  })

  it('when it is for one recipient, others are not touched', async () => {
    await behave({ mode: 'permanent', match: { to: 'amy@example.test' } })
    await send('match@x')
    await expect(send('match@x', 'Amy@example.test')).rejects.toMatchObject({ responseCode: 550 })
  })

  it('when it is for a share of the mails, chance decides', async () => {
    await behave({ mode: 'temporary', share: 0.05 })
    draw = 0.05
    await send('share@x')
    draw = 0.049
    await expect(send('share@x')).rejects.toMatchObject({ responseCode: 451 })
  })

  it('when the connection is cut after the data, the mail is kept and the sender does not know', async () => {
    await behave({ mode: 'cut-after-data', times: 1 })
    await expect(send('cut@x')).rejects.toThrow()
    await send('cut@x')
    expect(outcomes(await mailbox.journal(), 'cut@x')).toEqual(['cut-after-data', 'accepted'])
    expect(await mailbox.list('/api/v1/search?query=message-id:cut@x')).toMatchObject({ messages_count: 2 })
  })

  it('when it hangs, the sender loses patience and nothing is kept', async () => {
    await behave({ mode: 'hang', times: 1 })
    await expect(send('hang@x')).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    expect(await mailbox.list()).toMatchObject({ total: 0 })
    await send('hang@x')
  })

  it('when a newer one says ok, the older one waits', async () => {
    await behave({ mode: 'permanent' })
    await behave({ mode: 'ok', times: 1 })
    await send('ok@x')
    await expect(send('ok@x')).rejects.toThrow()
  })

  it.each([{}, { mode: 'odd' }, { mode: 'hang', share: 0 }, { mode: 'hang', times: 0 }, { mode: 'hang', extra: 1 }])(
    'when the behaviour is %j, it is refused',
    async (behaviour) => {
      expect((await mailbox.post('/control/behaviour', behaviour)).status).toBe(400)
    },
  )

  it('when the database is gone, the sender is told to come again', async () => {
    const broken = await raiseMailbox()
    await broken.dropDatabase()
    await expect(broken.transport.sendMail({ to: 'jose@example.test' })).rejects.toMatchObject({ responseCode: 451 })
    await broken.stop()
  })
})
