import { AppError } from '@waybill/errors'
import type { Context } from 'hono'

/**
 * Whether the request has content (RFC 9112, 6.3). A content type alone counts too: its sender meant to send something,
 * and a request made in process has no length.
 */
export function hasContent(c: Context): boolean {
  const length = c.req.header('content-length')
  if (length !== undefined) return Number(length) > 0
  return c.req.header('transfer-encoding') !== undefined || c.req.header('content-type') !== undefined
}

/**
 * The bytes of the body, also left where `c.req.arrayBuffer()` finds them. Throws an `AppError`: `too-large` beyond the
 * limit, judged by `Content-Length` before anything is read and else while reading; `invalid` when it breaks off.
 */
export async function readBody(c: Context, limitBytes: number): Promise<Uint8Array> {
  const declared = c.req.header('content-length')
  if (declared !== undefined && Number(declared) > limitBytes) throw tooLarge(limitBytes)
  try {
    // A wrapped stream costs the server's fast path: only a body that does not tell its length gets one.
    return declared === undefined ? await readChunks(c, limitBytes) : new Uint8Array(await c.req.arrayBuffer())
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid', 'incomplete-body', 'The body broke off.', { cause: error })
  }
}

async function readChunks(c: Context, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > limitBytes) throw tooLarge(limitBytes)
    chunks.push(chunk)
  }
  const bytes = Uint8Array.from(Buffer.concat(chunks))
  Object.assign(c.req.bodyCache, { arrayBuffer: Promise.resolve(bytes.buffer) })
  return bytes
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('too-large', 'body-too-large', `The body may have at most ${limitBytes} bytes.`)
}
