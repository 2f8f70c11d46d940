import type { SMTPServerDataStream, SMTPServerEnvelope } from 'smtp-server'
import type { Outcome } from '../domain/behaviour.ts'
import type { AcceptMail } from '../use-cases/accept-mail.ts'
import { parseMail, storable } from './parse-mail.ts'

/** What the sender is told after its last byte: a line with its code (RFC 5321, section 4.2), or nothing at all. */
export type Reply = { code: 250 | 451 | 550 | 552; text: string } | 'cut' | 'silence'

const tooLarge: Reply = { code: 552, text: 'The mail is larger than this mailbox takes' }

const replies = {
  accepted: { code: 250, text: 'OK: kept' },
  temporary: { code: 451, text: 'Not now: try again later' },
  permanent: { code: 550, text: 'This mailbox does not take the mail' },
  'cut-after-data': 'cut',
  hang: 'silence',
} as const satisfies Record<Outcome, Reply>

/** Reads one mail to its end and hands it on. With 250 it is durable; a mail over the limit is never held in memory. */
export function createReceiveMail({ acceptMail }: { acceptMail: AcceptMail }) {
  return async (stream: SMTPServerDataStream, { mailFrom, rcptTo }: SMTPServerEnvelope): Promise<Reply> => {
    const envelope = {
      from: storable(mailFrom ? mailFrom.address : ''),
      recipients: rcptTo.map(({ address }) => storable(address)),
    }
    const raw = await collect(stream)
    if (raw === undefined) return tooLarge
    return replies[await acceptMail({ raw, envelope, parsed: await parseMail(raw) })]
  }
}

async function collect(stream: SMTPServerDataStream): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0
    else chunks.push(chunk)
  }
  return stream.sizeExceeded ? undefined : Buffer.concat(chunks)
}
