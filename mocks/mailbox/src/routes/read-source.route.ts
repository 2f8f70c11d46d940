import { mailboxApi } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { createRouter } from '@waybill/http-server'
import type { TypedResponse } from 'hono'
import type { ReadSource } from '../use-cases/read-source.ts'

export function readSourceRoute(readSource: ReadSource) {
  return createRouter().openapi(mailboxApi.source, async (c) => {
    const source = await readSource(c.req.valid('param').ID)
    if (!source) throw new AppError('not-found', 'mail-not-found', 'There is no such mail')
    // Bytes, not text: a mail may be in any encoding, and what was sent is what is shown.
    return c.body(new Uint8Array(source), 200, sourceHeaders) as Response as SourceAnswer
  })
}

type SourceAnswer = Response & TypedResponse<string, 200, 'text'>

/** The bytes are a stranger's: with the server's `nosniff`, no browser takes them for anything but text. */
const sourceHeaders = {
  'content-type': 'text/plain; charset=utf-8',
  'content-security-policy': "default-src 'none'; sandbox",
}
