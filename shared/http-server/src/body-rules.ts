import { AppError } from '@waybill/errors'
import type { Context, MiddlewareHandler } from 'hono'
import { type ContractRoute, matchedRoute, patternOf } from './matched-route.ts'
import { hasContent, readBody } from './read-body.ts'
import { readStrictJson } from './strict-json.ts'

export type RawBodyPath = { path: string; limitBytes: number }

type Rule = { kind: 'none' | 'json' | 'raw'; required: boolean; limitBytes: number }
type Limits = { bodyLimitBytes: number; rawBodyPaths: readonly RawBodyPath[] }

const jsonType = /^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i

/**
 * Reads and checks the body of each request before its handler, by what the route's contract says: strict JSON, left
 * where the validators parse it; bytes untouched on a raw path; or none, and then a field is refused like any other
 * unknown one. 415 for another type, charset or encoding, 413 over the limit, 400 for the rest. What has no route passes.
 */
export function bodyRules(deps: Limits & { contracts: readonly ContractRoute[] }): MiddlewareHandler {
  const rules = new Map(deps.contracts.map((contract) => [patternOf(contract), ruleFor(contract, deps)]))
  const withoutContract: Rule = { kind: 'none', required: false, limitBytes: deps.bodyLimitBytes }
  return async (c, next) => {
    const route = matchedRoute(c)
    if (route !== undefined) await applyRule(c, rules.get(route) ?? withoutContract)
    return next()
  }
}

function ruleFor({ path, request }: ContractRoute, { bodyLimitBytes, rawBodyPaths }: Limits): Rule {
  const required = request?.body?.required === true
  const raw = rawBodyPaths.find((candidate) => candidate.path === path)
  if (raw) return { kind: 'raw', required, limitBytes: raw.limitBytes }
  return { kind: request?.body ? 'json' : 'none', required, limitBytes: bodyLimitBytes }
}

async function applyRule(c: Context, { kind, required, limitBytes }: Rule): Promise<void> {
  if (!required && !hasContent(c)) return kind === 'json' ? markEmpty(c) : undefined
  if (c.req.method === 'GET' || c.req.method === 'HEAD') throw unexpected([])
  requireType(c)
  const bytes = await readBody(c, limitBytes)
  if (kind === 'raw') return
  if (kind === 'none') return refuseFields(bytes)
  Object.assign(c.req.bodyCache, { text: Promise.resolve(readStrictJson(bytes)) })
}

function requireType(c: Context): void {
  const encoding = c.req.header('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding === 'identity' && jsonType.test(c.req.header('content-type') ?? '')) return
  throw new AppError('unsupported', 'unsupported-media-type', 'Send application/json in UTF-8, not encoded.')
}

// The router asks `raw.body` whether an optional body came, and only to answer that the server would build a stream.
function markEmpty(c: Context): void {
  Object.defineProperty(c.req.raw, 'body', { value: null })
}

function refuseFields(bytes: Uint8Array): void {
  if (bytes.length === 0) return
  const names = Object.keys(JSON.parse(readStrictJson(bytes)))
  if (names.length > 0) throw unexpected(names)
}

function unexpected(names: string[]): AppError {
  const errors = names.slice(0, 20).map((name) => ({ path: `json.${name.slice(0, 100)}`, message: 'unknown field' }))
  return new AppError('invalid', 'invalid-request', 'This route takes no body.', { errors })
}
