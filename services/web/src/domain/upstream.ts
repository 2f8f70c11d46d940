/** A checked call of a contract's route: values, never an address as it was sent. */
export type UpstreamCall = {
  method: string
  params: Record<string, unknown>
  query: Record<string, unknown>
  headers: Record<string, string>
  /** The JSON text as it came; absent when there was none. */
  body?: string | undefined
  /** Aborted when who asked is gone. */
  gone: AbortSignal
}

/** What became of it: an answer to pass back, or why there is none. */
export type UpstreamAnswer =
  | {
      kind: 'answer'
      status: number
      headers: Record<string, string>
      body: ReadableStream<Uint8Array<ArrayBuffer>> | null
    }
  | { kind: 'unreachable' | 'late' | 'unusable' | 'full' | 'gone' }

const passable = /^(application\/json|application\/problem\+json|text\/event-stream)\s*(;|$)/i

/**
 * Whether an answer may reach a browser: what our contracts can mean, and nothing that it would render or follow. A 401 is
 * none, for it is about the server's own credential and not about the person's.
 */
export function isPassable(status: number, contentType: string | null): boolean {
  if (status === 401 || (status >= 300 && status < 400 && status !== 304)) return false
  return contentType === null ? [204, 304].includes(status) : passable.test(contentType)
}
