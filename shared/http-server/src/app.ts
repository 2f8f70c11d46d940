import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Logger } from '@waybill/logger'
import type { MiddlewareHandler } from 'hono'
import { accessLog } from './access-log.ts'
import { bodyRules, type RawBodyPath } from './body-rules.ts'
import { docsRoutes } from './docs-routes.ts'
import { createErrorAnswer } from './error-answer.ts'
import { healthRoutes } from './health-routes.ts'
import { createLoadLimit } from './load-limit.ts'
import { contractsOf } from './matched-route.ts'
import { createNotFound, type Fallback } from './not-found.ts'
import { openApiDocument } from './openapi-document.ts'
import { createReadiness, type ReadinessChecks } from './readiness.ts'
import { requestScope } from './request-scope.ts'
import { checkRequestTarget } from './request-target.ts'
import { createRouter } from './router.ts'
import { requireServiceKey } from './service-credential.ts'

export type AppDeps = {
  title: string
  version: string
  routers: readonly OpenAPIHono[]
  /** Any of them opens `/api/internal/`; several while a key is rotated. Without one, those routes answer 401 to all. */
  serviceKeys?: readonly string[]
  readiness: ReadinessChecks
  logger: Logger
  newId: () => string
  random: () => number
  /** Milliseconds of a clock that never goes back. */
  monotonicMs: () => number
  bodyLimitBytes: number
  /** Paths, as in the contract, whose handler wants the bytes as they came. */
  rawBodyPaths?: readonly RawBodyPath[]
  /** On every answer, beside those that protect it anyway. */
  headers?: Readonly<Record<string, string>>
  /** Asked before anything of a body is read, like the service credential; `path` as in `app.use`. */
  guards?: readonly { path: string; guard: MiddlewareHandler }[]
  /** Asked when no route has the address, before it is 404: whoever serves files. */
  fallback?: Fallback
  /** Asked what to answer to an address that is refused; by default, and when it has nothing, the problem says what is wrong. */
  refusedTarget?: Fallback
  maxInFlight?: number
}

/**
 * The whole HTTP side of a service, around its routers: health, document and API page, request context, access log,
 * load shedding, service credential, strict bodies, and every error as a problem document. The order is the point:
 * what is refused early costs little, and nothing is read before it is known to be wanted.
 */
export function createApp(deps: AppDeps): OpenAPIHono {
  const { title, version, routers, logger, serviceKeys = [], rawBodyPaths = [], guards = [], maxInFlight = 200 } = deps
  const app = createRouter()
  const load = createLoadLimit({ maxInFlight })
  app.onError(createErrorAnswer(logger))
  app.notFound(createNotFound(app, deps.fallback))

  app.use(requestScope(deps), accessLog(deps))
  app.route('/', healthRoutes(createReadiness({ ...deps, checks: deps.readiness })))
  app.use(load.refuse, checkRequestTarget(deps.refusedTarget))
  app.route('/', docsRoutes({ title }))
  app.get('/openapi.json', (c) => c.body(document, 200, { 'Content-Type': 'application/json' }))
  app.use('/api/internal/*', requireServiceKey(serviceKeys))
  for (const { path, guard } of guards) app.use(path, guard)
  app.use(bodyRules({ ...deps, rawBodyPaths, contracts: contractsOf(routers) }), load.count)
  for (const router of routers) app.route('/', router)

  const document = openApiDocument(app, { title, version })
  return app
}
