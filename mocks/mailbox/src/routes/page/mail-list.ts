import { html } from 'hono/html'
import type { ListedMail, MailPage } from '../../domain/mail.ts'
import { type Html, pageUrl, type View } from './document.ts'
import { shortTime } from './formats.ts'

/** The left pane: one link for each mail, newest first, and the way to older ones. */
export function mailList(page: MailPage, view: View, openId?: string): Html {
  if (page.mails.length === 0) return nothingFound(view)
  return html`<p class="count">${countOf(page, view)}</p>
<ol>${page.mails.map((mail) => entry(mail, view, mail.id === openId))}</ol>
${pager(page, view)}`
}

function entry(mail: ListedMail, view: View, isOpen: boolean): Html {
  const recipient = [...mail.to, ...mail.cc, ...mail.bcc][0]
  return html`<li><a class="${mail.read ? 'entry' : 'entry unread'}" href="${pageUrl(`/messages/${mail.id}`, view)}"${isOpen ? html` aria-current="true"` : ''}>
<span class="who" dir="auto">${recipient?.name || recipient?.address || 'nobody'}</span>
<time datetime="${mail.receivedAt.toISOString()}">${shortTime(mail.receivedAt)}</time>
<span class="subject" dir="auto">${mail.subject || '(no subject)'}</span>
<span class="snippet" dir="auto">${mail.snippet}</span>
</a></li>`
}

function countOf({ mails, start, matching, unread }: MailPage, { query }: View): string {
  const range = matching > mails.length ? `${start + 1}–${start + mails.length} of ${matching}` : String(matching)
  const unit = matching === 1 ? 'mail' : 'mails'
  return query ? `${range} ${matching === 1 ? 'match' : 'matches'}` : `${range} ${unit}, ${unread} unread`
}

function pager({ mails, start, matching }: MailPage, view: View): Html | string {
  const older = start + mails.length
  if (start === 0 && older >= matching) return ''
  const link = (to: number, label: string) => html`<a href="${pageUrl('/', { ...view, start: to })}">${label}</a>`
  return html`<nav class="pager" aria-label="Pages">
${start > 0 ? link(Math.max(0, start - pageLength), '← Newer') : html`<span></span>`}
${older < matching ? link(older, 'Older →') : ''}
</nav>`
}

export const pageLength = 50

function nothingFound({ query, start }: View): Html {
  if (query)
    return html`<p class="empty">Nothing matches <b dir="auto">${query}</b>.<br><a href="/">Show all mails</a></p>`
  if (start > 0) return html`<p class="empty">No older mails.<br><a href="/">Show the newest</a></p>`
  return html`<p class="empty">No mail yet.<br>What the services send appears here.</p>`
}
