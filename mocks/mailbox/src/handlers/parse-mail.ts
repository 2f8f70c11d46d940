import PostalMime, { decodeWords, type Email } from 'postal-mime'
import type { Address, ParsedMail } from '../domain/mail.ts'

/** Any bytes become a mail: what cannot be read is left empty, for the sender was right to expect that it is kept. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const email: Email = await PostalMime.parse(raw).catch(() => ({ headers: [], headerLines: [], attachments: [] }))
  return {
    messageId: storable(email.messageId).replace(/^<|>$/gu, ''),
    from: addresses(email.from && [email.from])[0],
    to: addresses(email.to),
    cc: addresses(email.cc),
    bcc: addresses(email.bcc),
    replyTo: addresses(email.replyTo),
    subject: storable(email.subject),
    date: validDate(email.date),
    text: storable(email.text),
    html: storable(email.html),
    headers: email.headers.map(({ originalKey, value }) => ({
      name: storable(originalKey),
      value: storable(decodeWords(value)),
    })),
    attachments: email.attachments.map(({ filename, mimeType, content }) => ({
      fileName: storable(filename ?? undefined),
      contentType: storable(mimeType),
      sizeBytes: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
    })),
  }
}

/** PostgreSQL refuses NUL in text and lone surrogates in jsonb; the source keeps them. */
export function storable(text = ''): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

function addresses(parsed: Email['to'] = []): Address[] {
  return parsed
    .flatMap((entry) => entry.group ?? [entry])
    .map(({ name, address }) => ({ name: storable(name), address: storable(address) }))
}

function validDate(date: string | undefined): Date | undefined {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? undefined : new Date(time)
}
