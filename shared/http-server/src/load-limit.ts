import type { Context, MiddlewareHandler, Next } from 'hono'
import { sendProblem } from './problem.ts'
import type { ServerEnv } from './server-state.ts'

/**
 * Sheds load: with `maxInFlight` handlers at work, or an event loop that is late, a request is answered 503 with
 * `Retry-After`. `refuse` asks before anything is read; `count` asks again and takes a place once the body is here, so
 * that slow senders take none. An answer that streams gives its place back when it begins.
 */
export function createLoadLimit({ maxInFlight }: { maxInFlight: number }) {
  let inFlight = 0
  const isFull = (c: Context<ServerEnv>) => inFlight >= maxInFlight || c.env?.isOverloaded?.() === true

  const refuse: MiddlewareHandler<ServerEnv> = async (c, next) => (isFull(c) ? overloaded(c) : next())

  const count: MiddlewareHandler<ServerEnv> = async (c, next) => (isFull(c) ? overloaded(c) : takePlace(next))

  async function takePlace(next: Next): Promise<void> {
    inFlight += 1
    try {
      await next()
    } finally {
      inFlight -= 1
    }
  }
  return { refuse, count }
}

function overloaded(c: Context<ServerEnv>) {
  return sendProblem(c, 503, 'overloaded', { detail: 'Too much to do at the moment.', retryAfterSeconds: 1 })
}
