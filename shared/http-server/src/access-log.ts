import type { Logger } from '@waybill/logger'
import { currentContext } from '@waybill/request-context'
import type { MiddlewareHandler } from 'hono'
import { matchedRoute } from './matched-route.ts'

type Deps = { logger: Logger; monotonicMs: () => number }

const probes = new Set(['GET /livez', 'GET /readyz'])

/**
 * One line per request, when its answer is ready: the route's pattern, never the address or a body, for these hold
 * personal data. Probes are logged at `debug`. Of the answer only the status is read, which leaves it untouched.
 */
export function accessLog({ logger, monotonicMs }: Deps): MiddlewareHandler {
  return async (c, next) => {
    const startedMs = monotonicMs()
    await next()
    const route = matchedRoute(c)
    const line = {
      method: c.req.method,
      route: route?.slice(route.indexOf(' ') + 1),
      status: c.res.status,
      code: c.get('problemCode'),
      durationMs: Math.round((monotonicMs() - startedMs) * 10) / 10,
      requestId: currentContext()?.requestId,
    }
    if (route !== undefined && probes.has(route)) logger.debug(line, 'request')
    else logger.info(line, 'request')
  }
}
