import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { problemType, type UncheckedAnswer } from './problem.ts'

export type StoredAnswer = {
  status: number
  /** The JSON text exactly as it was stored. */
  body: string
  /** True when an earlier request with the same idempotency key got this answer first. */
  replayed: boolean
}

/**
 * Answers with stored JSON, byte for byte, so that a replay equals the first answer. A status of 400 and more is a
 * problem document. A replay says so with `Idempotency-Replayed: true`.
 */
export function sendStored(c: Context, { status, body, replayed }: StoredAnswer) {
  if (replayed) c.header('Idempotency-Replayed', 'true')
  const type = status >= 400 ? problemType : 'application/json'
  return c.body(body, status as ContentfulStatusCode, { 'Content-Type': type }) as Response as UncheckedAnswer
}
