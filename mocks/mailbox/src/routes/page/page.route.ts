import { createRouter } from '@waybill/http-server'
import type { ListMessages } from '../../use-cases/list-messages.ts'
import type { OpenMessage } from '../../use-cases/open-message.ts'
import { documentOf } from './document.ts'
import { withLinksInNewTab } from './mail-body.ts'
import { mailList, pageLength } from './mail-list.ts'
import { mailNotFound, mailView, noMailChosen, preferredPart } from './mail-view.ts'
import { pageContract } from './page-contract.ts'
import { bodyHeaders, pageHeaders } from './security-headers.ts'

export function listPageRoute(listMessages: ListMessages) {
  return createRouter().openapi(pageContract.list, async (c) => {
    const { query = '', start = 0 } = c.req.valid('query')
    const page = await listMessages({ query, start, limit: pageLength })
    const list = mailList(page, { query, start })
    return c.html(
      documentOf({ title: 'Mailbox', view: { query, start }, list, mail: noMailChosen, reading: false }),
      200,
      pageHeaders,
    )
  })
}

export function mailPageRoute({ listMessages, openMessage }: { listMessages: ListMessages; openMessage: OpenMessage }) {
  return createRouter().openapi(pageContract.mail, async (c) => {
    const { query = '', start = 0, part } = c.req.valid('query')
    const view = { query, start }
    const opened = await openMessage(c.req.valid('param').id)
    const list = mailList(await listMessages({ ...view, limit: pageLength }), view, opened?.id)
    const mail = opened ? mailView(opened, part ?? preferredPart(opened), view) : mailNotFound
    const title = opened ? `${opened.subject || '(no subject)'} · Mailbox` : 'Mailbox'
    return c.html(documentOf({ title, view, list, mail, reading: true }), opened ? 200 : 404, pageHeaders)
  })
}

export function mailBodyRoute(openMessage: OpenMessage) {
  return createRouter().openapi(pageContract.body, async (c) => {
    const mail = await openMessage(c.req.valid('param').id)
    return mail ? c.html(withLinksInNewTab(mail.html), 200, bodyHeaders) : c.html('', 404, bodyHeaders)
  })
}
