import { type OpsNeighbour, type OperatorSession as SessionBody, webApi } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { createRouter } from '@waybill/http-server'
import type { OperatorSession } from '../domain/operator-session.ts'
import type { FindBuiltFile } from '../use-cases/find-built-file.ts'
import type { LogIn } from '../use-cases/log-in.ts'
import { sendFile } from './front-end.ts'
import type { OperatorCookie } from './operator-cookie.ts'
import { operatorOf } from './operator-guards.ts'

type Deps = {
  logIn: LogIn
  findBuiltFile: FindBuiltFile
  cookie: OperatorCookie
  reachable: readonly OpsNeighbour[]
}

/** In, out, and who is in. */
export function operatorSessionRoutes({ logIn, findBuiltFile, cookie, reachable }: Deps) {
  const shown = ({ operator, expiresAt }: OperatorSession): SessionBody => ({
    operator,
    expiresAt: expiresAt.toISOString(),
    eWallet: reachable.includes('e-wallet'),
    resources: reachable.includes('app-host'),
  })
  return createRouter()
    .openapi(webApi.openConsole, async (c) => {
      // A page of somebody else must not use up the tries by sending browsers here; from there the cookie would not come along.
      const isSentHere = c.req.header('sec-fetch-site') === 'cross-site'
      const key = isSentHere ? undefined : c.req.valid('query').key
      if (key === undefined) return sendFile(c, (await findBuiltFile('/', true)) ?? 'not-built') as never
      const session = logIn(key)
      if (session) await cookie.set(c, session)
      return c.redirect(session ? '/ops' : '/ops/login', 303)
    })
    .openapi(webApi.login, async (c) => {
      const { key, operator } = c.req.valid('json')
      const session = logIn(key, operator)
      if (!session) throw new AppError('unauthorized', 'wrong-key', 'This is not the key of the console.')
      await cookie.set(c, session)
      return c.json(shown(session), 200)
    })
    .openapi(webApi.logout, (c) => {
      cookie.clear(c)
      return c.body(null, 204)
    })
    .openapi(webApi.session, (c) => c.json(shown(operatorOf(c)), 200))
}
