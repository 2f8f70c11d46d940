import fc from 'fast-check'
import { openingHeaders } from '../support/base-request.ts'
import type { Endpoint } from '../support/endpoints.ts'
import type { System } from '../support/start-system.ts'
import { arbitraryOf } from './arbitraries.ts'
import { type Mutation, mutate, mutations } from './mutations.ts'
import { tamed } from './tamed.ts'

export type FuzzedRequest = {
  method: string
  origin: string
  target: string
  headers: Record<string, string>
  body?: Buffer
}

export type Values = Record<string, unknown>
/** A request in parts, before it is written down. `text`: the body as text, once a mutation has broken its JSON. */
export type Parts = { params: Values; query: [string, string][]; headers: Values; body: unknown; text?: Buffer }

/**
 * Requests for one route: what its contract takes, with up to three things of it spoiled. Shrinking takes the spoiling
 * away first, then makes what is left smaller.
 */
export function requestsOf(endpoint: Endpoint, system: System): fc.Arbitrary<FuzzedRequest> {
  const { parts } = endpoint
  const any = (schema: typeof parts.query) => (schema ? arbitraryOf(schema, system.ids) : fc.constant({}))
  const params = Object.fromEntries(endpoint.params.map((name) => [name, paramOf(name, system)]))
  return fc
    .record({
      mutations: fc.array(mutations, { maxLength: 3 }),
      params: fc.record(params, { noNullPrototype: true }),
      query: any(parts.query),
      headers: any(parts.headers),
      body: parts.body ? arbitraryOf(parts.body, system.ids) : fc.constant(undefined),
    })
    .map(({ mutations, ...sound }) => written(endpoint, system, spoiled(sound as Sound, mutations)))
}

type Sound = { params: Values; query: Values; headers: Values; body: unknown }

/** Mostly what exists: a random id gets no further than "not found". */
function paramOf(name: string, { ids }: System): fc.Arbitrary<unknown> {
  const known = fc.constant(ids[name] ?? 'x')
  return /id$/i.test(name) ? fc.oneof({ weight: 4, arbitrary: known }, fc.uuid()) : known
}

function spoiled({ query, ...rest }: Sound, list: Mutation[]): Parts {
  const parts: Parts = { ...rest, query: Object.entries(query).map(([name, value]) => [name, String(value)]) }
  return list.reduce(mutate, parts)
}

function written(endpoint: Endpoint, system: System, parts: Parts): FuzzedRequest {
  const path = endpoint.params.reduce(
    (known, name) => known.replace(`{${name}}`, () => segmentOf(parts.params[name])),
    endpoint.path,
  )
  const query = parts.query.map((pair) => pair.map((text) => encodeURIComponent(wellFormed(text))).join('='))
  const body = parts.text ?? bytesOf(tamed(endpoint.operationId, parts.body))
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return {
    method: endpoint.method,
    origin: system.urls[endpoint.service] ?? '',
    target: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: { ...Object.fromEntries(openingHeaders(endpoint, system)), ...type, ...headersOf(parts.headers) },
    ...(body !== undefined && { body }),
  }
}

/** Without a name there the address would be another one. */
const segmentOf = (value: unknown) => encodeURIComponent(wellFormed(String(value))) || '%20'
const wellFormed = (text: string) => text.toWellFormed()
const bytesOf = (body: unknown) => (body === undefined ? undefined : Buffer.from(JSON.stringify(body) ?? 'null'))

/** A client cannot even write other characters than those of Latin-1 without control characters. */
function headersOf(headers: Values): Record<string, string> {
  const writable = ([, value]: [string, unknown]) => value !== undefined
  const entries = Object.entries(headers).filter(writable)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, String(value).replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '?')]),
  )
}
