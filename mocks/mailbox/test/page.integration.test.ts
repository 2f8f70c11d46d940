import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raiseMailbox } from './raise-mailbox.ts'

describe('the page', () => {
  let mailbox: Awaited<ReturnType<typeof raiseMailbox>>
  let id: string
  beforeAll(async () => {
    mailbox = await raiseMailbox()
    await mailbox.transport.sendMail({
      from: 'Waybill <shop@waybill.test>',
      to: { name: 'مريم', address: 'maryam@example.test' },
      subject: 'Order-1 <paid> 😀',
      text: 'Thank you',
      html: '<html><head></head><body><script>alert(1)</script><a href="https://shop.test/">Order</a></body></html>',
    })
    id = (await mailbox.list()).messages[0]?.ID ?? ''
  })
  afterAll(() => mailbox.stop())

  const page = async (path: string) => {
    const answer = await fetch(mailbox.url + path)
    return { status: answer.status, text: await answer.text(), policy: answer.headers.get('content-security-policy') }
  }

  it('when it is opened, it lists the mails under a policy that lets nothing foreign in', async () => {
    const { status, text, policy } = await page('/')
    expect(status).toBe(200)
    expect(text).toContain('Order-1 &lt;paid&gt; 😀')
    expect(text).toContain('<span class="who" dir="auto">مريم</span>')
    expect(policy).toContain("default-src 'none'; style-src 'self'; script-src 'self'")
    expect(policy).not.toContain('unsafe')
  })

  it('when a search is made, it shows what was found and keeps the words', async () => {
    const { text } = await page('/?query=%22%3E%3Cb%3Enothing')
    expect(text).toContain('Nothing matches')
    expect(text).toContain('value="&quot;&gt;&lt;b&gt;nothing"')
  })

  it('when a mail is opened, its HTML is in a frame without rights and it counts as read', async () => {
    const { text } = await page(`/messages/${id}`)
    expect(text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
    expect(text).toContain(`src="/messages/${id}/body"`)
    expect(text).not.toContain('alert(1)')
    expect(await mailbox.list()).toMatchObject({ unread: 0 })
  })

  it('when the frame asks for the HTML, no script and nothing from elsewhere can come with it', async () => {
    const { text, policy } = await page(`/messages/${id}/body`)
    expect(text).toContain('<head><base target="_blank"></head>')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain('sandbox allow-popups')
    expect(policy).not.toMatch(/script-src|allow-scripts|https?:/)
  })

  it('when another part is chosen, it is shown', async () => {
    expect((await page(`/messages/${id}?part=text`)).text).toContain('Thank you')
    expect((await page(`/messages/${id}?part=headers`)).text).toContain('<th scope="row">Message-ID</th>')
  })

  it('when a mail is not there, it says so', async () => {
    const { status, text } = await page('/messages/0198aaaa-0000-7000-8000-000000000001')
    expect(status).toBe(404)
    expect(text).toContain('it was deleted')
    expect((await page('/messages/nonsense')).status).toBe(400)
  })

  it.each([
    ['/assets/style.css', 'text/css; charset=utf-8'],
    ['/assets/mail.css', 'text/css; charset=utf-8'],
    ['/assets/new-mail.js', 'text/javascript; charset=utf-8'],
    ['/assets/icon.svg', 'image/svg+xml; charset=utf-8'],
  ])('when the page asks for %s, it gets it', async (path, type) => {
    const answer = await fetch(mailbox.url + path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
  })
})
