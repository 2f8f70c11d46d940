import type { SendEmail } from '@waybill/contracts'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NotificationFixture, newRequest, startNotificationFixture } from './support/notification-fixture.ts'

describe('the mail as it arrives', () => {
  let fixture: NotificationFixture
  beforeAll(async () => {
    fixture = await startNotificationFixture({ MAIL_FROM: 'Wåybill <orders@shop.test>' })
  })
  afterAll(() => fixture.stop())

  async function received(changes: Partial<SendEmail>) {
    const request = newRequest(changes)
    await fixture.send(request)
    const { messageId } = await fixture.emailIn('sent', request)
    const [mail] = await fixture.mailbox.mails(messageId)
    const source = await fixture.mailbox.source(String(mail?.ID))
    return { request, messageId, source, mail: await PostalMime.parse(source) }
  }
  const withNames = (customerName: string, orderName: string) => {
    const items = [{ name: customerName, quantity: 1, unitPriceMinor: 1_099 }]
    return { data: { customerName, orderName, currency: 'EUR' as const, totalMinor: 1_099, items } }
  }

  it('when an order was paid, sender, recipient, Message-ID and our headers are there', async () => {
    const { request, messageId, mail, source } = await received({})
    expect(mail).toMatchObject({
      ...{ from: { name: 'Wåybill', address: 'orders@shop.test' }, to: [{ name: 'Åsa Öberg', address: request.to }] },
      ...{ messageId, subject: 'Your order Birthday of José is paid' },
    })
    expect(messageId).toMatch(/^<[\da-f-]{36}@shop\.test>$/)
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]))
    expect(headers).toMatchObject({
      ...{ 'x-waybill-template': 'order-paid', 'x-waybill-order': request.orderId },
      'auto-submitted': 'auto-generated',
    })
    expect(source).toMatch(/^content-type: multipart\/alternative/im)
    expect(source).toMatch(/^[\x20-\x7e\t\r\n]*$/) // any mail server takes plain ASCII
  })

  it.each([
    ['José', 'Åsa'],
    ['Zoë 🎂👩‍👩‍👧', '誕生日'],
    ['فاطمة الزهراء', 'طلب 5'],
    ['"Quote", O\'Neil; <x@y.test>, z@y.test', 'a, b <c@d.test>'],
    ['{{name}} <% it.evil() %> #{1+1}', '<script>alert(1)</script> & <b>'],
    ['x'.repeat(200), 'é'.repeat(200)],
  ])('when the names are %j and %j, they arrive as they were given', async (customerName, orderName) => {
    const { mail, request } = await received(withNames(customerName, orderName))
    const plain = (text = '') => text.replace(/[\u2068\u2069]/g, '')
    expect(mail.to).toEqual([{ name: customerName, address: request.to }])
    expect(plain(mail.subject)).toBe(`Your order ${orderName} is paid`)
    expect(plain(mail.text)).toContain(`Thank you, ${customerName}\n`)
    expect(plain(mail.text)).toContain(`- ${customerName}\n  1 x €10.99 = €10.99\n`)
    expect(mail.html).not.toContain('<script>')
    expect(textOf(mail.html)).toContain(`Thank you, ${customerName}`)
    expect(textOf(mail.html)).toContain(orderName)
  })

  it('when a payment failed, the mail says why in words, and what can be done', async () => {
    const { data } = newRequest()
    const { mail } = await received({
      template: 'payment-failed',
      data: { ...data, failureReason: 'insufficient-funds' },
    } as Partial<SendEmail>)
    expect(mail.subject).toBe('The payment for your order Birthday of José failed')
    for (const body of [String(mail.text), textOf(mail.html)]) {
      expect(body).toContain('€23.99')
      expect(body).toContain('There was not enough money in your e-wallet.')
      expect(body).toContain('No money was taken')
    }
  })
})

/** What a person sees of the HTML. */
function textOf(html = ''): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return html.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (entity, name: string) => entities[name] ?? entity)
}
