import type { RouteConfig } from '@hono/zod-openapi'

type Values = Record<string, unknown>
type Input = { params?: Values; query?: Values; headers?: Values; body?: unknown }

/**
 * The request of one call, the same for each of its attempts. Values that are undefined are left out; a path parameter that is
 * missing, empty, `.` or `..` throws, because it would lead to another route.
 */
export function buildRequest(target: {
  baseUrl: string
  route: RouteConfig
  input: unknown
  headers: Record<string, string>
}) {
  const { route } = target
  const input = target.input as Input
  const headers = new Headers({ accept: 'application/json, application/problem+json', ...target.headers })
  for (const [name, value] of present(input.headers)) headers.set(name, String(value))
  const url = new URL(target.baseUrl.replace(/\/$/, '') + fillPath(route.path, input.params ?? {}))
  for (const [name, value] of present(input.query)) {
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
  }
  const method = route.method.toUpperCase()
  if (input.body === undefined) return { url, init: { method, headers } }
  headers.set('content-type', 'application/json')
  return { url, init: { method, headers, body: JSON.stringify(input.body) } }
}

const present = (values: Values = {}) => Object.entries(values).filter(([, value]) => value !== undefined)

const fillPath = (path: string, params: Values) =>
  path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const segment = encodeURIComponent(String(params[name] ?? ''))
    if (/^\.{0,2}$/.test(segment)) throw new TypeError(`the path parameter ${name} is missing or no name`)
    return segment
  })
