import { describe, expect, it } from 'vitest'
import { pageUrl } from '../src/routes/page/document.ts'
import { withLinksInNewTab } from '../src/routes/page/mail-body.ts'
import { mailList } from '../src/routes/page/mail-list.ts'
import { mailView } from '../src/routes/page/mail-view.ts'
import { keptMail } from './mails.ts'

const view = { query: '', start: 0 }

function listed(more: Parameters<typeof keptMail>[0] = {}) {
  const { text, html, headers, attachments, date, ...mail } = keptMail(more)
  return { ...mail, attachmentCount: attachments.length }
}

describe('the page', () => {
  it('when a mail is full of markup, it is shown and never obeyed', async () => {
    const hostile = '"><script>alert(1)</script>'
    const mail = keptMail({
      subject: hostile,
      to: [{ name: hostile, address: hostile }],
      text: hostile,
      headers: [{ name: hostile, value: hostile }],
      attachments: [{ fileName: hostile, contentType: hostile, sizeBytes: 1 }],
    })
    for (const part of ['html', 'text', 'headers'] as const)
      expect(String(await mailView(mail, part, view))).not.toContain('<script')
    const page = { mails: [listed({ subject: hostile, snippet: hostile })], start: 0, matching: 1, total: 1, unread: 1 }
    expect(String(await mailList(page, { query: hostile, start: 0 }))).not.toContain('<script')
  })

  it('when a name is right-to-left, it is isolated from its address', async () => {
    const mail = keptMail({ to: [{ name: 'مريم', address: 'maryam@x.test' }] })
    expect(String(await mailView(mail, 'text', view))).toContain(
      '<bdi>مريم</bdi> <bdi class="mailto">maryam@x.test</bdi>',
    )
  })

  it('when a mail has no HTML, it says so and shows no frame', async () => {
    const shown = String(await mailView(keptMail({ html: '' }), 'html', view))
    expect(shown).toContain('no HTML part')
    expect(shown).not.toContain('<iframe')
  })

  it('when there are more mails than fit, it leads to older and newer ones and keeps the search', async () => {
    const page = { mails: [listed()], start: 50, matching: 200, total: 300, unread: 1 }
    const shown = String(await mailList(page, { query: 'a&b', start: 50 }))
    expect(shown).toContain('51–51 of 200 matches')
    expect(shown).toContain('href="/?query=a%26b"')
    expect(shown).toContain('href="/?query=a%26b&amp;start=51"')
  })

  it('when nothing is found, it says what was searched for', async () => {
    const none = { mails: [], start: 0, matching: 0, total: 3, unread: 0 }
    expect(String(await mailList(none, { query: 'zzz', start: 0 }))).toContain('Nothing matches')
    expect(String(await mailList(none, view))).toContain('No mail yet')
  })
})

describe('pageUrl', () => {
  it('when the view is the plain list, the address stays short', () => {
    expect(pageUrl('/', view)).toBe('/')
    expect(pageUrl('/messages/1', { query: 'to:é', start: 50 }, { part: 'text' })).toBe(
      '/messages/1?query=to%3A%C3%A9&start=50&part=text',
    )
  })
})

describe('withLinksInNewTab', () => {
  it('when there is a head, the base comes first in it', () => {
    expect(withLinksInNewTab('<!doctype html><HEAD lang="en"><title>x</title>')).toBe(
      '<!doctype html><HEAD lang="en"><base target="_blank"><title>x</title>',
    )
  })

  it('when there is none, the base comes first of all', () => {
    expect(withLinksInNewTab('<header>x</header>')).toBe('<base target="_blank"><header>x</header>')
  })
})
