import { RequestError } from '@hono/node-server'
import type { Logger } from '@waybill/logger'
import { problemJson, problemType } from './problem.ts'

type Deps = { logger: Logger; newId: () => string }

/**
 * The answer to what never reached the app's own error handler: an address or `Host` that makes no URL (400), and
 * anything thrown that is not an `Error` (500, logged).
 */
export function createRequestErrorAnswer({ logger, newId }: Deps) {
  return (error: unknown): Response => {
    const requestId = newId()
    if (error instanceof RequestError) return answer(400, 'malformed-request', requestId)
    logger.error({ err: error, requestId }, 'request failed')
    return answer(500, 'internal-error', requestId)
  }
}

function answer(status: number, code: string, requestId: string): Response {
  const headers = { 'Content-Type': problemType, 'X-Request-Id': requestId }
  return new Response(problemJson({ status, code, requestId }), { status, headers })
}
