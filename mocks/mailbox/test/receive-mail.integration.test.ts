import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { raiseMailbox } from './raise-mailbox.ts'

const mail = {
  from: { name: 'Waybill', address: 'shop@waybill.test' },
  to: { name: 'José Åsa 😀 مريم', address: 'jose@example.test' },
  subject: 'Ordér-1 is paid 😀',
  text: 'Thank you, José',
  html: '<p>Thank you, <b>José</b></p>',
  messageId: '<0198-1@waybill.test>',
  headers: { 'X-Waybill-Template': 'order-paid', 'X-Waybill-Order': '0198' },
}

describe('a mail that is sent', () => {
  let mailbox: Awaited<ReturnType<typeof raiseMailbox>>
  beforeAll(async () => {
    mailbox = await raiseMailbox()
  })
  afterAll(() => mailbox.stop())
  beforeEach(() => mailbox.empty())

  it('when it is accepted, it is listed, found and read as Mailpit would show it', async () => {
    await mailbox.transport.sendMail(mail)
    const { messages, ...figures } = await mailbox.list()
    expect(figures).toEqual({ total: 1, unread: 1, count: 1, messages_count: 1, start: 0 })
    expect(messages[0]).toMatchObject({
      MessageID: '0198-1@waybill.test',
      Read: false,
      From: { Name: 'Waybill', Address: 'shop@waybill.test' },
      To: [{ Name: 'José Åsa 😀 مريم', Address: 'jose@example.test' }],
      Bcc: [],
      Subject: 'Ordér-1 is paid 😀',
      Snippet: 'Thank you, José',
      Attachments: 0,
      Tags: [],
    })
    const message = await mailbox.read(messages[0]?.ID ?? '')
    expect(message).toMatchObject({
      Subject: mail.subject,
      HTML: expect.stringContaining('<b>José</b>'),
      ReturnPath: mail.from.address,
    })
    expect(message.Text.trim()).toBe(mail.text)
    expect(await mailbox.list()).toMatchObject({ unread: 0, messages: [{ Read: true }] })
  })

  it('when its source is asked for, it is byte for byte what was sent', async () => {
    const raw = Buffer.from('Subject: odd\r\nX-Bytes: \xff\r\n\r\n.dot\r\n\0end\r\n', 'latin1')
    await mailbox.transport.sendMail({ envelope: { from: '', to: ['odd@example.test'] }, raw })
    const { messages } = await mailbox.list()
    expect(messages[0]).toMatchObject({
      From: { Address: '' },
      Bcc: [{ Address: 'odd@example.test' }],
      Size: raw.length,
    })
    const source = await fetch(`${mailbox.url}/api/v1/message/${messages[0]?.ID}/raw`)
    expect(Buffer.from(await source.arrayBuffer())).toEqual(raw)
    expect(source.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  })

  it('when it has several recipients, it is one mail that names them all', async () => {
    const sent = await mailbox.transport.sendMail({
      ...mail,
      cc: 'cc@example.test',
      bcc: ['b1@example.test', 'b2@example.test'],
    })
    expect(sent.accepted).toHaveLength(4)
    const { messages } = await mailbox.list()
    expect(messages).toHaveLength(1)
    expect(messages[0]?.Bcc.map(({ Address }) => Address)).toEqual(['b1@example.test', 'b2@example.test'])
    const { data } = await mailbox.journal()
    expect(data.at(-1)?.recipients).toEqual([
      'jose@example.test',
      'cc@example.test',
      'b1@example.test',
      'b2@example.test',
    ])
  })

  it.each([
    ['jose', 1],
    ['"thank you"', 1],
    ['to:JOSÉ subject:order', 1],
    ['to:مريم', 1],
    ['from:waybill 😀', 1],
    ['message-id:<0198-1@waybill.test>', 1],
    ['from:jose', 0],
    ['jose nobody', 0],
    ['%', 0],
    ["_'\\", 0],
  ])('when %s is searched for, it finds %i', async (query, count) => {
    await mailbox.transport.sendMail(mail)
    const found = await mailbox.list(`/api/v1/search?query=${encodeURIComponent(query)}`)
    expect(found).toMatchObject({ total: 1, messages_count: count, count })
  })

  it('when there are many, they come newest first and in pages', async () => {
    for (const n of [1, 2, 3]) await mailbox.transport.sendMail({ ...mail, subject: `mail ${n}` })
    const page = await mailbox.list('/api/v1/messages?start=1&limit=1')
    expect(page).toMatchObject({ total: 3, count: 1, messages_count: 3, start: 1, messages: [{ Subject: 'mail 2' }] })
    expect(await mailbox.list('/api/v1/messages?start=9')).toMatchObject({ total: 3, count: 0, messages: [] })
  })

  it('when mails are deleted, those named go, or all, and the journal keeps its entries', async () => {
    for (const n of [1, 2, 3]) await mailbox.transport.sendMail({ ...mail, messageId: `<deleted-${n}@waybill.test>` })
    const { messages } = await mailbox.list()
    const headers = { 'content-type': 'application/json' }
    const some = { method: 'DELETE', headers, body: JSON.stringify({ IDs: [messages[0]?.ID] }) }
    expect(await (await fetch(`${mailbox.url}/api/v1/messages`, some)).text()).toBe('ok')
    expect(await mailbox.list()).toMatchObject({ total: 2 })
    await mailbox.empty()
    expect(await mailbox.list()).toMatchObject({ total: 0 })
    const { data } = await mailbox.journal()
    const ids = data.map((entry) => entry.messageId)
    expect(ids).toEqual(expect.arrayContaining([1, 2, 3].map((n) => `deleted-${n}@waybill.test`)))
  })

  it('when a mail is sent twice, the journal has both, with what our own headers say', async () => {
    const twice = { ...mail, messageId: '<twice@waybill.test>' }
    await mailbox.transport.sendMail(twice)
    await mailbox.transport.sendMail(twice)
    const { data, nextAfter } = await mailbox.journal()
    const entries = data.filter((entry) => entry.messageId === 'twice@waybill.test')
    expect(nextAfter).toBeNull()
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject({
      from: 'shop@waybill.test',
      recipients: ['jose@example.test'],
      subject: mail.subject,
      waybill: { template: 'order-paid', order: '0198' },
      outcome: 'accepted',
      at: expect.stringMatching(/Z$/),
    })
  })

  it('when it is larger than the limit, it is refused with 552, whether it says so before or not', async () => {
    const large = { ...mail, text: 'x'.repeat(200_000) }
    await expect(mailbox.transport.sendMail(large)).rejects.toMatchObject({ responseCode: 552 })
    const body = `Subject: large\r\n\r\n${'x'.repeat(998)}\r\n`.repeat(200)
    expect(
      await converse(mailbox.smtpPort, ['EHLO x', 'MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>', 'DATA', `${body}.`]),
    ).toMatch(/^552/)
    expect(await mailbox.list()).toMatchObject({ total: 0 })
  })

  it('when the sender goes away in the middle, nothing is kept', async () => {
    await converse(mailbox.smtpPort, ['EHLO x', 'MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>', 'DATA'])
    expect(await mailbox.list()).toMatchObject({ total: 0 })
  })

  it.each([
    ['/api/v1/messages?limit=0', 400],
    ['/api/v1/messages?start=-1', 400],
    ['/api/v1/search', 400],
    ['/api/v1/search?query=%20', 400],
    ['/api/v1/message/nonsense', 400],
    ['/api/v1/message/0198aaaa-0000-7000-8000-000000000001', 404],
    ['/api/v1/message/0198aaaa-0000-7000-8000-000000000001/raw', 404],
    ['/control/journal?after=x', 400],
  ])('when %s is asked for, the answer is %i', async (path, status) => {
    expect((await fetch(mailbox.url + path)).status).toBe(status)
  })
})

/** Speaks SMTP line by line, answers the last reply and hangs up. */
async function converse(port: number, lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  const replies = lastLines(socket)
  await replies.next()
  let reply = ''
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    reply = (await replies.next()).value ?? ''
  }
  socket.destroy()
  return reply
}

async function* lastLines(socket: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let buffered = ''
  for await (const chunk of socket) {
    buffered += chunk
    const lines = buffered.split('\r\n')
    buffered = lines.pop() ?? ''
    for (const line of lines) if (/^\d{3} /.test(line)) yield line
  }
}
