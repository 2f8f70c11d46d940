import { Hono } from 'hono'
import { sendProblem } from './problem.ts'
import type { ServerEnv } from './server-state.ts'

/**
 * `/livez` says that the process answers and asks nobody: a neighbour's outage must not restart it. `/readyz` is 503
 * while the process drains, at once, or while a check fails.
 */
export function healthRoutes(failingChecks: () => Promise<string[]>) {
  const router = new Hono<ServerEnv>()
  router.get('/livez', (c) => c.json({ status: 'alive' }))
  router.get('/readyz', async (c) => {
    if (c.env?.isDraining?.()) return sendProblem(c, 503, 'draining', { detail: 'The process is stopping.' })
    const failing = await failingChecks()
    if (failing.length === 0) return c.json({ status: 'ready' })
    const errors = failing.map((path) => ({ path, message: 'does not answer' }))
    return sendProblem(c, 503, 'not-ready', { errors, retryAfterSeconds: 1 })
  })
  return router
}
