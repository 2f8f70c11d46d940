import { randomUUIDv7 } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Problem } from '@waybill/contracts'
import { acceptRequestId } from '@waybill/request-context'
import { type Context, Hono } from 'hono'
import { isSame } from '../is-same.ts'
import type { ManagedProcess } from '../supervisor/managed-process.ts'
import { commandOf } from './commands.ts'
import { viewOf } from './resource-view.ts'

type Asked = { Variables: { requestId: string } }

/**
 * The resources, their state and logs, and their commands, for whoever has the key: `appHostApi` of the contracts, and
 * `GET /resources/{name}`. A command is answered 202 when it was begun; `GET` tells how it went.
 */
export function createControlApp(deps: { processes: readonly ManagedProcess[]; key: string }): Hono<Asked> {
  const { processes, key } = deps
  const app = new Hono<Asked>()

  app.use((c, next) => {
    c.set('requestId', acceptRequestId(c.req.header('x-request-id'), randomUUIDv7))
    c.header('X-Request-Id', c.get('requestId'))
    return next()
  })
  app.use(async (c, next) => {
    if (!isSame(c.req.header('authorization') ?? '', `Bearer ${key}`)) return problem(c, 401, 'unauthorized')
    return next()
  })
  app.get('/resources', (c) => c.json({ resources: processes.map(viewOf) }))
  app.get('/resources/:name', (c) => withProcess(c, (process) => c.json(viewOf(process))))
  app.get('/resources/:name/logs', (c) =>
    withProcess(c, ({ tail }) => {
      const { tail: count, after } = c.req.query()
      return c.json({ lines: tail(countOf(count) ?? defaultTail, countOf(after)) })
    }),
  )
  app.post('/resources/:name/commands/:command', (c) =>
    withProcess(c, (process) => {
      const run = commandOf(process, c.req.param('command'))
      if (!run) return problem(c, 404, 'unknown-command')
      run().catch(() => {}) // its outcome shows in the resource's state
      return c.json(viewOf(process), 202)
    }),
  )
  app.notFound((c) => problem(c, 404, 'not-found'))
  return app

  function withProcess(c: Context<Asked>, answer: (process: ManagedProcess) => Response): Response {
    const process = processes.find(({ plan }) => plan.name === c.req.param('name'))
    return process ? answer(process) : problem(c, 404, 'unknown-resource')
  }
}

const defaultTail = 200

function countOf(asked: string | undefined): number | undefined {
  const count = Number(asked)
  return Number.isInteger(count) && count > 0 ? count : undefined
}

function problem(c: Context<Asked>, status: 401 | 404, code: string): Response {
  const answer: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? '',
    status,
    code,
    requestId: c.get('requestId'),
  }
  return c.json(answer, status, { 'content-type': 'application/problem+json' })
}
