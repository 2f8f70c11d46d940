import { describe, expect, it } from 'vitest'
import { parseMail } from '../src/handlers/parse-mail.ts'

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'))
const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

describe('parseMail', () => {
  it('when names are accented, right-to-left or emoji, it decodes them', async () => {
    const parsed = await parseMail(
      mail(
        `From: ${encoded('Åsa 😀')} <asa@x.test>`,
        `To: ${encoded('مريم')} <maryam@x.test>, team: "B" <b@x.test>;`,
        `Subject: ${encoded('Ordér 😀 שלום')}`,
        `X-Note: ${encoded('José')}`,
        'Message-ID: <0198@waybill.test>',
        'Date: Tue, 1 Jul 2025 10:00:00 +0200',
        '',
        'Hello',
      ),
    )
    expect(parsed).toMatchObject({
      from: { name: 'Åsa 😀', address: 'asa@x.test' },
      to: [
        { name: 'مريم', address: 'maryam@x.test' },
        { name: 'B', address: 'b@x.test' },
      ],
      subject: 'Ordér 😀 שלום',
      messageId: '0198@waybill.test',
      date: new Date('2025-07-01T08:00:00Z'),
    })
    expect(parsed.headers).toContainEqual({ name: 'X-Note', value: 'José' })
  })

  it('when there is nothing in it that can be read, it is still a mail', async () => {
    expect(await parseMail(Buffer.from([0, 255, 254, 10, 0]))).toMatchObject({ subject: '', to: [], date: undefined })
    expect(await parseMail(Buffer.alloc(0))).toMatchObject({ messageId: '', from: undefined, text: '' })
    const tooDeep = 'Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n'.repeat(300)
    expect(await parseMail(Buffer.from(tooDeep))).toMatchObject({ html: '' })
  })

  it('when it holds what PostgreSQL refuses, that is replaced', async () => {
    const parsed = await parseMail(mail('Subject: a\0b', 'Date: yesterday', '', 'x\0y'))
    expect(parsed).toMatchObject({ subject: 'a\ufffdb', text: expect.stringContaining('x\ufffdy'), date: undefined })
  })

  it('when something is attached, it tells its name and size', async () => {
    const parsed = await parseMail(
      mail(
        'Content-Type: application/pdf; name="invoice.pdf"',
        'Content-Disposition: attachment; filename="invoice.pdf"',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('hello').toString('base64'),
      ),
    )
    expect(parsed.attachments).toEqual([{ fileName: 'invoice.pdf', contentType: 'application/pdf', sizeBytes: 5 }])
  })
})
