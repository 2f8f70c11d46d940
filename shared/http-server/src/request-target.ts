import { AppError } from '@waybill/errors'
import type { MiddlewareHandler } from 'hono'
import type { Fallback } from './not-found.ts'
import { isPlainText } from './plain-text.ts'
import type { ServerEnv } from './server-state.ts'

const longestPath = 2_000
const longestQuery = 8_000
const ordinaryPath = /^[\w/-]*$/
const schemeAndHost = /^https?:\/\/[^/?#]*/i

/**
 * Refuses with 400 what the router would repair in silence: broken or non-UTF-8 percent-encoding, `%00` and other
 * control characters, encoded slashes, dot segments, oversized targets, and a query parameter given twice.
 * In a query a `%` that encodes nothing stays an ordinary character, as in WHATWG URL. `onRefused` may answer in its own way.
 */
export function checkRequestTarget(onRefused?: Fallback): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    // The address as it was sent: the one in `c.req` has its dot segments resolved already.
    const target = (c.env?.incoming?.url ?? c.req.url).replace(schemeAndHost, '')
    try {
      checkTarget(target)
    } catch (refusal) {
      const answer = await onRefused?.(c)
      if (answer) return answer
      throw refusal
    }
    await next()
  }
}

function checkTarget(target: string): void {
  const queryAt = target.indexOf('?')
  checkPath(queryAt === -1 ? target : target.slice(0, queryAt))
  if (queryAt !== -1) checkQuery(target.slice(queryAt + 1))
}

function checkPath(path: string): void {
  if (path.length > longestPath) throw refused('path', 'is too long')
  if (ordinaryPath.test(path)) return
  for (const segment of path.split('/')) checkSegment(segment)
}

function checkSegment(encoded: string): void {
  const segment = decode(encoded, 'path')
  if (segment === '.' || segment === '..' || /[/\\]/.test(segment))
    throw refused('path', 'has a segment that is not a name')
  if (!isPlainText(segment)) throw refused('path', 'has characters that are not allowed')
}

function checkQuery(query: string): void {
  if (query.length > longestQuery) throw refused('query', 'is too long')
  const seen = new Set<string>()
  for (const pair of query.split('&')) {
    const name = decodeQuery(pair.split('=', 1)[0] ?? '')
    if (!isPlainText(decodeQuery(pair))) throw refused('query', 'has characters that are not allowed')
    if (name !== '' && seen.has(name)) throw refused(`query.${name.slice(0, 100)}`, 'is given more than once')
    seen.add(name)
  }
}

function decodeQuery(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[\da-f]{2})+/gi, (encoded) => decode(encoded, 'query'))
}

function decode(encoded: string, part: 'path' | 'query'): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw refused(part, 'has a percent-encoding that is not UTF-8')
  }
}

function refused(path: string, message: string): AppError {
  return new AppError('invalid', 'invalid-request', 'The address is not valid.', { errors: [{ path, message }] })
}
