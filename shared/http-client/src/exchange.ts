export type RawAnswer = {
  status: number
  contentType: string
  retryAfter: string | null
  /** Undefined when there were more bytes than allowed; the rest was not read. */
  body: Uint8Array | undefined
}

/** Sends one request and reads at most `maxBytes` of the answer. Redirects are answers like others: they are never followed. */
export async function exchange(
  url: URL,
  init: RequestInit & { signal: AbortSignal },
  maxBytes: number,
): Promise<RawAnswer> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'no content type',
    retryAfter: response.headers.get('retry-after'),
    body: await readAtMost(response, maxBytes),
  }
}

async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return undefined // leaving the loop cancels the stream
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
