import { html } from 'hono/html'
import type { Address, Mail } from '../../domain/mail.ts'
import { type Html, pageUrl, type View } from './document.ts'
import { fullTime, readableSize } from './formats.ts'
import type { MailPart } from './page-contract.ts'

/** The right pane: who, when and what, and one part of the mail. */
export function mailView(mail: Mail, part: MailPart, view: View): Html {
  return html`<article>
<p class="back"><a href="${pageUrl('/', view)}">← All mails</a></p>
<h1 dir="auto">${mail.subject || '(no subject)'}</h1>
<dl class="facts">
${fact('From', [mail.from])}${fact('To', mail.to)}${fact('Cc', mail.cc)}${fact('Bcc', mail.bcc)}${fact('Reply to', mail.replyTo)}
<dt>Received</dt><dd><time datetime="${mail.receivedAt.toISOString()}">${fullTime(mail.receivedAt)}</time></dd>
</dl>
${attachmentsOf(mail)}
${tabs(mail, part, view)}
${parts[part](mail)}
</article>`
}

export const noMailChosen = html`<p class="empty">Choose a mail to read it.</p>`

export const mailNotFound = html`<p class="empty">This mail is not here: it was deleted.<br><a href="/">Show all mails</a></p>`

/** The part that a reader would want first. */
export const preferredPart = (mail: Mail): MailPart => (mail.html ? 'html' : 'text')

const parts: Record<MailPart, (mail: Mail) => Html> = {
  html: (mail) =>
    mail.html
      ? html`<iframe class="body" title="The mail as HTML" src="/messages/${mail.id}/body"
 sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`
      : missing('HTML'),
  text: (mail) => (mail.text ? html`<pre class="body text" dir="auto">${mail.text}</pre>` : missing('plain text')),
  headers: (mail) => html`<div class="body headers"><table>
${mail.headers.map(({ name, value }) => html`<tr><th scope="row">${name}</th><td><bdi>${value}</bdi></td></tr>`)}
</table></div>`,
}

const missing = (what: string) => html`<p class="empty">This mail has no ${what} part.</p>`

function tabs(mail: Mail, open: MailPart, view: View): Html {
  const tab = (part: MailPart, label: string) =>
    html`<a href="${pageUrl(`/messages/${mail.id}`, view, { part })}"${part === open ? html` aria-current="page"` : ''}>${label}</a>`
  return html`<nav class="tabs" aria-label="Parts of the mail">
${tab('html', 'HTML')}${tab('text', 'Plain text')}${tab('headers', 'Headers')}
<a class="source" href="/api/v1/message/${mail.id}/raw">Source, ${readableSize(mail.sizeBytes)}</a>
</nav>`
}

function fact(label: string, addresses: Address[]): Html | string {
  if (addresses.length === 0) return ''
  return html`<dt>${label}</dt><dd>${addresses.map(addressOf)}</dd>`
}

/** Isolated from what stands around it, or a right-to-left name would turn its address about. */
const addressOf = ({ name, address }: Address) =>
  html`<span class="address">${name ? html`<bdi>${name}</bdi> ` : ''}<bdi class="mailto">${address}</bdi></span>`

function attachmentsOf({ attachments }: Mail): Html | string {
  if (attachments.length === 0) return ''
  return html`<ul class="attachments">${attachments.map(
    ({ fileName, contentType, sizeBytes }) =>
      html`<li><bdi>${fileName || contentType}</bdi> <small>${readableSize(sizeBytes)}</small></li>`,
  )}</ul>`
}
