import { AppError } from '@waybill/errors'
import type { Context, MiddlewareHandler } from 'hono'
import type { OperatorSession } from '../domain/operator-session.ts'
import { isOwnOrigin } from '../domain/own-origin.ts'
import type { ReadSession } from '../use-cases/read-session.ts'
import type { OperatorCookie } from './operator-cookie.ts'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** What must hold before anything of a request below `/ops` is looked at. */
export function operatorGuards(deps: {
  readSession: ReadSession
  cookie: OperatorCookie
  publicUrl?: string | undefined
}) {
  const { readSession, cookie, publicUrl } = deps

  const fromOwnPage: MiddlewareHandler = (c, next) => {
    const [origin, fetchSite, host] = ['origin', 'sec-fetch-site', 'host'].map((name) => c.req.header(name))
    if (safeMethods.includes(c.req.method) || isOwnOrigin({ origin, fetchSite, host }, publicUrl)) return next()
    throw new AppError('forbidden', 'foreign-origin', 'This is for pages of this server.')
  }
  const loggedIn: MiddlewareHandler = async (c, next) => {
    c.set('operatorSession', readSession(await cookie.read(c)))
    return next()
  }
  return [
    { path: '/ops/*', guard: fromOwnPage },
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
