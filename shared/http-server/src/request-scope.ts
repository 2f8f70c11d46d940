import { acceptRequestId, acceptTraceparent, runInContext } from '@waybill/request-context'
import type { Context, MiddlewareHandler } from 'hono'

type Deps = { newId: () => string; random: () => number; headers?: Readonly<Record<string, string>> }

/**
 * Runs the rest inside the request's own context: `X-Request-Id` and `traceparent` as the caller sent them, or new
 * where they are missing or odd. Sets the headers of every answer on the way in: after the handler each would cost a
 * copy of the response.
 */
export function requestScope({ newId, random, headers = {} }: Deps): MiddlewareHandler {
  const own = Object.entries(headers)
  return (c, next) => {
    const requestId = acceptRequestId(c.req.header('x-request-id'), newId)
    const traceparent = acceptTraceparent(c.req.header('traceparent'), random)
    setHeaders(c, requestId)
    for (const [name, value] of own) c.header(name, value)
    return runInContext({ requestId, traceparent }, next)
  }
}

// OWASP REST Security Cheat Sheet, "Security Headers", as far as they mean something without a browser's page.
function setHeaders(c: Context, requestId: string): void {
  c.header('X-Request-Id', requestId)
  c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
}
