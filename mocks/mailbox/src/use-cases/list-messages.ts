import type { MailPage } from '../domain/mail.ts'
import { parseMailQuery } from '../domain/mail-query.ts'
import type { Messages } from '../repositories/messages.ts'

const defaultLimit = 50

export type ListMessages = ReturnType<typeof createListMessages>

/** A page of the mails that match the query, newest first; all of them when it is absent or blank. */
export function createListMessages({ messages }: { messages: Pick<Messages, 'list'> }) {
  return ({ query = '', start = 0, limit = defaultLimit }: Wanted): Promise<MailPage> =>
    messages.list({ terms: parseMailQuery(query), start, limit })
}

type Wanted = { query?: string | undefined; start?: number | undefined; limit?: number | undefined }
