import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { sendProblem } from './problem.ts'

const bearer = /^Bearer +([\x21-\x7e]+)$/i

/**
 * Refuses with 401 whoever does not present one of the keys as `Authorization: Bearer <key>` (RFC 6750). Several keys
 * are valid at once, for rotation. The comparison tells nothing by its time: digests of one length, every key compared.
 */
export function requireServiceKey(keys: readonly string[]): MiddlewareHandler {
  if (keys.some((key) => !bearer.test(`Bearer ${key}`))) throw new Error('a service key is empty or not visible ASCII')
  const accepted = keys.map(digest)
  return async (c, next) => {
    const presented = digest(bearer.exec(c.req.header('authorization') ?? '')?.[1] ?? '')
    if (accepted.filter((key) => timingSafeEqual(key, presented)).length > 0) return next()
    c.header('WWW-Authenticate', 'Bearer')
    return sendProblem(c, 401, 'service-key-required', { detail: 'This address is for services that hold a key.' })
  }
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
