import { STATUS_CODES } from 'node:http'
import type { Problem } from '@waybill/contracts'
import { currentContext } from '@waybill/request-context'
import type { Context, TypedResponse } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

declare module 'hono' {
  interface ContextVariableMap {
    /** The code of the problem that was answered, for the access log. */
    problemCode: string
  }
}

/** An answer whose body the type system does not check: it fits every route. */
export type UncheckedAnswer = Response & TypedResponse<never, never, never>

export type ProblemDetails = {
  detail?: string | undefined
  errors?: Problem['errors'] | undefined
  /** Sent as `Retry-After`, in whole seconds, at least 1. */
  retryAfterSeconds?: number | undefined
}

export const problemType = 'application/problem+json'

/**
 * Answers RFC 9457 problem details. The type is always `about:blank`, so the title is the status' own phrase
 * (RFC 9457, 4.2.1); clients branch on `code`. Headers set on the context before are kept.
 */
export function sendProblem(c: Context, status: ContentfulStatusCode, code: string, details: ProblemDetails = {}) {
  const { retryAfterSeconds, ...shown } = details
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(Math.max(1, Math.ceil(retryAfterSeconds))))
  c.set('problemCode', code)
  const body = problemJson({ status, code, requestId: currentContext()?.requestId ?? '', ...shown })
  return c.body(body, status, { 'Content-Type': problemType }) as Response as UncheckedAnswer
}

/** The document itself, for answers that are made before there is a request to speak of. */
export function problemJson(fields: Omit<Problem, 'type' | 'title' | 'detail'> & { detail?: string | undefined }) {
  const { status, ...rest } = fields
  return JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...rest })
}
