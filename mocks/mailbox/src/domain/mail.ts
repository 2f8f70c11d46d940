export type Address = { name: string; address: string }
export type Header = { name: string; value: string }
export type Attachment = { fileName: string; contentType: string; sizeBytes: number }

/** What SMTP said, apart from what the mail says of itself. */
export type Envelope = { from: string; recipients: string[] }

/** What a mail says of itself; missing parts are empty, so that any bytes are a mail. */
export type ParsedMail = {
  messageId: string
  from: Address | undefined
  to: Address[]
  cc: Address[]
  bcc: Address[]
  replyTo: Address[]
  subject: string
  date: Date | undefined
  text: string
  html: string
  headers: Header[]
  attachments: Attachment[]
}

export type IncomingMail = { raw: Uint8Array; envelope: Envelope; parsed: ParsedMail }

export type Mail = ParsedMail & {
  id: string
  envelope: Envelope
  from: Address
  snippet: string
  sizeBytes: number
  read: boolean
  receivedAt: Date
}

/** One line of the list: a mail without its body, headers and attachments. */
export type ListedMail = Omit<Mail, 'text' | 'html' | 'headers' | 'attachments' | 'date'> & { attachmentCount: number }

/** One page of a list, newest first, with the figures of the whole mailbox beside it. */
export type MailPage = { mails: ListedMail[]; start: number; matching: number; total: number; unread: number }
