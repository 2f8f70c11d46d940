import type { Messages } from '../repositories/messages.ts'

export type ReadSource = ReturnType<typeof createReadSource>

/** One mail byte for byte as its sender sent it. Undefined when it is not there. */
export function createReadSource({ messages }: { messages: Pick<Messages, 'source'> }) {
  return (id: string): Promise<Uint8Array | undefined> => messages.source(id)
}
