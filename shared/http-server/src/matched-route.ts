import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'

/** The contract of a route, as its router knows it. */
export type ContractRoute = { method: string; path: string; request?: { body?: { required?: boolean } } }

/** The pattern of the route that answers this request, as `GET /users/:userId`; undefined when there is none. */
export function matchedRoute(c: Context): string | undefined {
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL') // those of ALL are middleware
  return route && `${route.method} ${route.path}`
}

/** The same pattern, from a contract. */
export function patternOf({ method, path }: Pick<ContractRoute, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\/{(.+?)}/g, '/:$1')}`
}

export function contractsOf(routers: readonly OpenAPIHono[]): ContractRoute[] {
  const definitions = routers.flatMap((router) => router.openAPIRegistry.definitions)
  return definitions.flatMap((definition) => (definition.type === 'route' ? [definition.route as ContractRoute] : []))
}
