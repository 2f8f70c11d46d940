import type { Mail } from '../domain/mail.ts'
import type { Messages } from '../repositories/messages.ts'

export type OpenMessage = ReturnType<typeof createOpenMessage>

/** One mail with everything; it counts as read from now on. Undefined when it is not there. */
export function createOpenMessage({ messages }: { messages: Pick<Messages, 'open'> }) {
  return (id: string): Promise<Mail | undefined> => messages.open(id)
}
