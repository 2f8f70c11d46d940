import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { sendProblem } from './problem.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Answers an address that no route has; undefined when there is nothing at it either. */
export type Fallback = (c: Context) => Promise<Response | undefined>

/** 405 with `Allow` (RFC 9110, 15.5.6) where the address exists for another method, else what `fallback` has, else 404. */
export function createNotFound(app: OpenAPIHono, fallback?: Fallback) {
  return async (c: Context) => {
    const allowed = methods.filter((method) => hasRoute(app, method, c.req.path))
    if (allowed.length === 0) return (await fallback?.(c)) ?? sendProblem(c, 404, 'not-found')
    if (allowed.includes('GET')) allowed.push('HEAD')
    c.header('Allow', allowed.join(', '))
    return sendProblem(c, 405, 'method-not-allowed')
  }
}

function hasRoute(app: OpenAPIHono, method: string, path: string): boolean {
  return app.router.match(method, path)[0].some(([[, route]]) => route.method === method)
}
