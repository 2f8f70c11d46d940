import { randomUUIDv7 } from 'node:crypto'
import { idempotencyKeyRequired, paymentWebhookEvent } from '@waybill/contracts'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { openingHeaders } from '../support/base-request.ts'
import type { Endpoint } from '../support/endpoints.ts'
import type { System } from '../support/start-system.ts'
import { arbitraryOf } from './arbitraries.ts'
import { type Mutation, mutate, mutations, type Parts, type Values } from './mutations.ts'
import { tamed } from './tamed.ts'

export type FuzzedRequest = {
  method: string
  origin: string
  target: string
  headers: Record<string, string>
  body?: Buffer
}

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
      body: bodyOf(endpoint, system),
    })
    .map(({ mutations, ...sound }) => written(endpoint, system, spoiled(endpoint, sound as Sound, mutations)))
}

/** What must be signed is what the provider sends: the contract itself says no more than "an object". */
function bodyOf({ body, parts }: Endpoint, { ids }: System): fc.Arbitrary<unknown> {
  const schema = body === 'raw' ? paymentWebhookEvent : parts.body
  return schema ? arbitraryOf(schema, { ...ids, merchantReference: ids.paymentId ?? '' }) : fc.constant(undefined)
}

type Sound = { params: Values; query: Values; headers: Values; body: unknown }

/** Mostly what exists: a random id gets no further than "not found". */
function paramOf(name: string, { ids }: System): fc.Arbitrary<unknown> {
  const known = fc.constant(ids[name] ?? 'x')
  return /id$/i.test(name) ? fc.oneof({ weight: 4, arbitrary: known }, fc.uuid()) : known
}

function spoiled(endpoint: Endpoint, { query, ...rest }: Sound, list: Mutation[]): Parts {
  const parts: Parts = { ...rest, query: Object.entries(query).map(([name, value]) => [name, String(value)]) }
  const harmless = (each: Parts) => ({ ...each, body: tamed(endpoint.operationId, each.body) })
  return list.reduce((before, mutation) => harmless(mutate(before, mutation)), harmless(parts))
}

function written(endpoint: Endpoint, system: System, parts: Parts): FuzzedRequest {
  const path = endpoint.params.reduce(
    (known, name) => known.replace(`{${name}}`, () => segmentOf(parts.params[name])),
    endpoint.path,
  )
  const query = parts.query.map((pair) => pair.map((text) => encodeURIComponent(wellFormed(text))).join('='))
  const body = parts.text ?? bytesOf(parts.body)
  const signature = endpoint.body === 'raw' && body ? signatureOf(body, system) : {}
  const opening = { ...Object.fromEntries(openingHeaders(endpoint, system)), ...signature }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return {
    method: endpoint.method,
    origin: system.urls[endpoint.service] ?? '',
    target: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: { ...opening, ...type, ...headersOf(parts.headers) },
    ...(body !== undefined && { body }),
  }
}

/** The same request as one that never came before: under another key, where its own is sound. */
export function anew(request: FuzzedRequest): FuzzedRequest {
  const { headers } = request
  const key = idempotencyKeyRequired.safeParse(headers).success ? { 'idempotency-key': randomUUIDv7() } : {}
  return { ...request, headers: { ...headers, ...key } }
}

/** Whether the provider has signed it just now. What he has signed and nobody can read is refused, and kept for an operator. */
export function isSigned({ headers, body }: FuzzedRequest, { webhookSecret }: System): boolean {
  if (body === undefined) return false
  try {
    new Webhook(webhookSecret).verify(body, headers)
    return true
  } catch {
    return false
  }
}

/** By the provider's key, so that what is spoiled gets further than the signature. */
function signatureOf(body: Buffer, { webhookSecret }: System): Record<string, string> {
  const [id, at] = [`msg_${randomUUIDv7()}`, new Date()]
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(webhookSecret).sign(id, at, body),
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
