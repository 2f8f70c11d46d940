import type { Messages } from '../repositories/messages.ts'

export type DeleteMessages = ReturnType<typeof createDeleteMessages>

/** Deletes the mails named, or all of them when none is. As in Mailpit, unknown ids are no error. */
export function createDeleteMessages({ messages }: { messages: Pick<Messages, 'remove'> }) {
  return (ids: readonly string[] = []): Promise<void> => messages.remove(ids.length > 0 ? ids : undefined)
}
