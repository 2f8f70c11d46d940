import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { filledText, id, jsonAnswer, jsonBody, nullable, time } from './primitives.ts'
import { problems } from './problem.ts'

const address = z.object({ Name: z.string(), Address: z.string() }).meta({ id: 'MailAddress' })

const shared = {
  ID: id,
  MessageID: z.string().describe('without the angle brackets'),
  From: address,
  To: z.array(address),
  Cc: z.array(address),
  Bcc: z.array(address).describe('with every recipient of the envelope that no header names'),
  ReplyTo: z.array(address),
  Subject: z.string(),
  Size: z.int().describe('bytes of the source'),
  Tags: z.array(z.string()),
}

const summary = z
  .object({ ...shared, Read: z.boolean(), Created: time, Attachments: z.int(), Snippet: z.string() })
  .meta({ id: 'MailSummary' })
export type MailSummary = z.infer<typeof summary>

const attachment = z.object({ FileName: z.string(), ContentType: z.string(), Size: z.int() })

const message = z
  .object({
    ...shared,
    ReturnPath: z.string(),
    Date: time.describe('of the Date header; when it was received if that is missing or unreadable'),
    Text: z.string(),
    HTML: z.string(),
    Attachments: z.array(attachment),
  })
  .meta({ id: 'Mail' })
export type MailMessage = z.infer<typeof message>

const messages = z
  .object({
    total: z.int().describe('in the mailbox'),
    unread: z.int().describe('in the mailbox'),
    count: z.int().describe('on this page'),
    messages_count: z.int().describe('that match'),
    start: z.int(),
    messages: z.array(summary),
  })
  .meta({ id: 'Mails' })
export type MailMessages = z.infer<typeof messages>

const start = z.string().regex(/^(0|[1-9][0-9]{0,8})$/, 'a whole number from 0')
const limit = z.string().regex(/^([1-9][0-9]{0,2}|1000)$/, 'a whole number from 1 to 1000')
const span = { start: start.transform(Number).optional(), limit: limit.transform(Number).optional().describe('50') }

const behaviour = z
  .strictObject({
    mode: z
      .enum(['ok', 'temporary', 'permanent', 'hang', 'cut-after-data'])
      .describe('451; 550; never answered, not kept; kept, but the connection is cut in place of 250'),
    share: z.number().gt(0).max(1).optional().describe('of the mails that match; 1 when absent'),
    times: z.int().min(1).max(1_000_000).optional().describe('how many mails it decides; for ever when absent'),
    match: z
      .strictObject({ to: filledText(254).optional().describe('a recipient, or all of a domain: `@example.test`') })
      .optional(),
  })
  .meta({ id: 'MailBehaviour' })
export type MailBehaviour = z.infer<typeof behaviour>

const journalEntry = z
  .object({
    id: id.describe('the ID of the mail, if it was kept'),
    messageId: z.string(),
    from: z.string(),
    recipients: z.array(z.string()),
    subject: z.string(),
    waybill: z.record(z.string(), z.string()).describe('the x-waybill-* headers, by the rest of their names'),
    sizeBytes: z.int(),
    outcome: z.enum(['accepted', 'temporary', 'permanent', 'hang', 'cut-after-data']),
    at: time,
  })
  .meta({ id: 'MailJournalEntry' })
export type MailJournalEntry = z.infer<typeof journalEntry>

const journal = z.object({ data: z.array(journalEntry), nextAfter: nullable(z.string()) }).meta({ id: 'MailJournal' })
const after = z.string().regex(/^[1-9][0-9]{0,14}$/, 'a `nextAfter` of a page before')
const journalPage = { request: { query: z.strictObject({ after: after.optional() }) } }

const mails = { tags: ['messages'] }
const control = { tags: ['control'] }
const plain = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } })

/** Mailpit's API, as far as we use it: the same client reads the mails of Mailpit in Compose. */
export const mailboxApi = {
  list: createRoute({
    ...mails,
    method: 'get',
    path: '/api/v1/messages',
    operationId: 'listMessages',
    summary: 'The mails, newest first',
    request: { query: z.strictObject(span) },
    responses: { 200: jsonAnswer('A page of them', messages), ...problems(400) },
  }),
  search: createRoute({
    ...mails,
    method: 'get',
    path: '/api/v1/search',
    operationId: 'searchMessages',
    summary: 'The mails that match all words; `to:`, `from:`, `subject:`, `message-id:` and "quotes" narrow it',
    request: { query: z.strictObject({ query: filledText(500), ...span }) },
    responses: { 200: jsonAnswer('A page of them', messages), ...problems(400) },
  }),
  read: createRoute({
    ...mails,
    method: 'get',
    path: '/api/v1/message/{ID}',
    operationId: 'readMessage',
    summary: 'One mail; it counts as read from now on',
    request: { params: z.object({ ID: id }) },
    responses: { 200: jsonAnswer('The mail', message), ...problems(400, 404) },
  }),
  source: createRoute({
    ...mails,
    method: 'get',
    path: '/api/v1/message/{ID}/raw',
    operationId: 'readSource',
    summary: 'One mail byte for byte as it was received',
    request: { params: z.object({ ID: id }) },
    responses: { 200: plain('The source'), ...problems(400, 404) },
  }),
  delete: createRoute({
    ...mails,
    method: 'delete',
    path: '/api/v1/messages',
    operationId: 'deleteMessages',
    summary: 'Delete the mails named, or all of them; the journal keeps its entries',
    request: {
      body: {
        required: false,
        content: { 'application/json': { schema: z.strictObject({ IDs: z.array(id).max(1000).optional() }) } },
      },
    },
    responses: { 200: plain('ok'), ...problems(400) },
  }),
  addBehaviour: createRoute({
    ...control,
    method: 'post',
    path: '/control/behaviour',
    operationId: 'addMailBehaviour',
    summary: 'How the next mails are answered: the newest behaviour that matches and is drawn decides',
    request: { body: jsonBody(behaviour) },
    responses: { 201: jsonAnswer('Added', z.object({ id })), ...problems(400) },
  }),
  clearBehaviours: createRoute({
    ...control,
    method: 'delete',
    path: '/control/behaviour',
    operationId: 'clearMailBehaviours',
    summary: 'Accept every mail again',
    responses: { 204: { description: 'Forgotten' } },
  }),
  journal: createRoute({
    ...control,
    ...journalPage,
    method: 'get',
    path: '/control/journal',
    operationId: 'readMailJournal',
    summary: 'Every mail that was kept, oldest first, for comparison with what others believe',
    responses: { 200: jsonAnswer('A page of the journal', journal), ...problems(400) },
  }),
  faults: createRoute({
    ...control,
    ...journalPage,
    method: 'get',
    path: '/control/faults',
    operationId: 'readMailFaults',
    summary: 'Every mail that met a fault, oldest first',
    responses: { 200: jsonAnswer('A page of the journal', journal), ...problems(400) },
  }),
}
