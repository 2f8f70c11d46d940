import fc from 'fast-check'
import { arbitraryOf } from '../fuzz/arbitraries.ts'
import type { Endpoint } from './endpoints.ts'
import type { Header, RawRequest } from './exchange.ts'
import type { System } from './start-system.ts'

type Values = Record<string, unknown>

/** What opens the doors: the credential of a service, or the cookie of an operator and the origin of our own page. */
export function openingHeaders({ door, service }: Endpoint, { serviceKey, cookie, urls }: System): Header[] {
  if (door === 'service-key') return [['Authorization', `Bearer ${serviceKey}`]]
  if (door === 'operator') {
    return [
      ['Cookie', cookie],
      ['Origin', urls[service] ?? ''],
    ]
  }
  return []
}

const made = new WeakMap<Endpoint, RawRequest>()

/** A request that its contract takes, for things that exist where there are any. Each row spoils one thing of it. */
export function baseRequest(endpoint: Endpoint, system: System): RawRequest {
  const known = made.get(endpoint) ?? makeRequest(endpoint, system)
  made.set(endpoint, known)
  return known
}

function makeRequest(endpoint: Endpoint, system: System): RawRequest {
  const { parts, params, service, method } = endpoint
  const query = required(parts.query, system)
  const headers = Object.entries(required(parts.headers, system)) as Header[]
  const path = params.reduce((known, name) => known.replace(`{${name}}`, system.ids[name] ?? ''), endpoint.path)
  const asked = new URLSearchParams(query as Record<string, string>).toString()
  const body = bodyOf(endpoint, system)
  const host: Header = ['Host', new URL(system.urls[service] ?? '').host]
  const type: Header[] = body === undefined ? [] : [['Content-Type', 'application/json']]
  return {
    method,
    target: asked === '' ? path : `${path}?${asked}`,
    headers: [host, ['Connection', 'close'], ...openingHeaders(endpoint, system), ...headers, ...type],
    ...(body !== undefined && { body: Buffer.from(body) }),
  }
}

function bodyOf({ body, parts }: Endpoint, { ids }: System): string | undefined {
  if (body === 'none') return undefined
  return parts.body ? JSON.stringify(sampleOf(parts.body, ids)) : '{"type":"payment.succeeded"}'
}

function required(schema: Endpoint['parts']['query'], { ids }: System): Values {
  const sample = schema ? (sampleOf(schema, ids) as Values) : {}
  const isNeeded = (name: string) => {
    const { [name]: _, ...others } = sample
    return !schema?.safeParse(others).success
  }
  return Object.fromEntries(Object.entries(sample).filter(([name]) => isNeeded(name)))
}

const sampleOf = (schema: NonNullable<Endpoint['parts']['query']>, ids: System['ids']) =>
  fc.sample(arbitraryOf(schema, ids), { numRuns: 1, seed: 11 })[0]

/** The same request with these headers in place of those of the same names. */
export function withHeaders(request: RawRequest, ...headers: Header[]): RawRequest {
  const names = headers.map(([name]) => name.toLowerCase())
  const others = request.headers.filter(([name]) => !names.includes(name.toLowerCase()))
  return { ...request, headers: [...others, ...headers] }
}

export function withoutHeader(request: RawRequest, name: string): RawRequest {
  return { ...request, headers: request.headers.filter(([each]) => each.toLowerCase() !== name) }
}
