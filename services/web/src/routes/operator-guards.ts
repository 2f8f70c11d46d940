import { AppError } from '@waybill/errors'
import type { Context, MiddlewareHandler } from 'hono'
import type { OperatorSession } from '../domain/operator-session.ts'
import type { ReadSession } from '../use-cases/read-session.ts'
import type { OperatorCookie } from './operator-cookie.ts'

/** What must hold before anything of a request for operators is looked at. */
export function operatorGuards({ readSession, cookie }: { readSession: ReadSession; cookie: OperatorCookie }) {
  const loggedIn: MiddlewareHandler = async (c, next) => {
    c.set('operatorSession', readSession(await cookie.read(c)))
    return next()
  }
  return [
    { path: '/ops/api/*', guard: loggedIn },
    { path: '/ops/session', guard: loggedIn },
  ]
}

/** Whose request it is, behind the guards. */
export const operatorOf = (c: Context): OperatorSession => c.get('operatorSession')

/** Without a key of its own the console does not exist. */
export const closedConsole = ['/ops/api/*', '/ops/login', '/ops/logout', '/ops/session'].map((path) => ({
  path,
  guard: (() => {
    throw new AppError('not-found', 'console-closed', 'There is no console here: OPS_KEY is not set.')
  }) satisfies MiddlewareHandler,
}))
