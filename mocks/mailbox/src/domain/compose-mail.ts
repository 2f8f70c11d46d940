import type { Address, IncomingMail, Mail } from './mail.ts'
import { snippetOf } from './snippet.ts'

/**
 * The mail as it is kept. As in Mailpit, the envelope fills what the headers leave out: a missing sender, and
 * every recipient that no header names is a blind copy.
 */
export function composeMail({ raw, envelope, parsed }: IncomingMail, id: string, receivedAt: Date): Mail {
  return {
    ...parsed,
    id,
    envelope,
    from: parsed.from ?? { name: '', address: envelope.from },
    bcc: [...parsed.bcc, ...unnamedRecipients(envelope.recipients, [...parsed.to, ...parsed.cc, ...parsed.bcc])],
    snippet: snippetOf(parsed),
    sizeBytes: raw.byteLength,
    read: false,
    receivedAt,
  }
}

function unnamedRecipients(recipients: string[], named: Address[]): Address[] {
  const known = new Set(named.map(({ address }) => address.toLowerCase()))
  return recipients
    .filter((recipient) => !known.has(recipient.toLowerCase()))
    .map((recipient) => ({ name: '', address: recipient }))
}
