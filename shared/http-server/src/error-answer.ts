import { AppError, NeighbourFault, type RefusalKind } from '@waybill/errors'
import type { Logger } from '@waybill/logger'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { sendProblem } from './problem.ts'

const statusOf = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unprocessable: 422,
  'too-large': 413,
  unsupported: 415,
  'too-many': 429,
  unavailable: 503,
} as const satisfies Record<RefusalKind, ContentfulStatusCode>

// RFC 6585 and RFC 9110 allow the header to be absent; a client that must guess comes back too soon.
const defaultRetryAfterSeconds: { [K in RefusalKind]?: number } = { 'too-many': 1, unavailable: 1 }

/**
 * The one place where errors become answers. An `AppError` shows its message; a fault of a neighbour is 503 without
 * its text; anything else is 500, says nothing of its inside and is logged whole.
 */
export function createErrorAnswer(logger: Logger) {
  return (error: Error, c: Context) => {
    if (error instanceof AppError) return answerRefusal(logger, error, c)
    if (error instanceof NeighbourFault) return answerNeighbourFault(logger, error, c)
    if (error instanceof HTTPException && error.status < 500) return answerException(error, c)
    logger.error({ err: error }, 'request failed')
    return sendProblem(c, 500, 'internal-error', { detail: 'The request could not be completed.' })
  }
}

function answerRefusal(logger: Logger, error: AppError, c: Context) {
  const status = statusOf[error.kind]
  if (status >= 500) logger.warn({ err: error }, 'request refused')
  if (error.replayed) c.header('Idempotency-Replayed', 'true')
  return sendProblem(c, status, error.code, {
    detail: error.message,
    errors: error.errors && [...error.errors],
    retryAfterSeconds: error.retryAfterSeconds ?? defaultRetryAfterSeconds[error.kind],
  })
}

function answerNeighbourFault(logger: Logger, error: NeighbourFault, c: Context) {
  logger.warn({ err: error, neighbour: error.neighbour }, 'a neighbour did not answer')
  return sendProblem(c, 503, 'neighbour-unavailable', {
    detail: 'A service that is needed for this did not answer.',
    retryAfterSeconds: error.retryAfterSeconds ?? 1,
  })
}

// Thrown by the router's own validators, only for bodies: malformed JSON (400) or another media type (415).
function answerException(error: HTTPException, c: Context) {
  const code = error.status === 415 ? 'unsupported-media-type' : 'malformed-request'
  return sendProblem(c, error.status as ContentfulStatusCode, code)
}
