import type { OpsNeighbour } from '@waybill/contracts'
import { everyAnswer } from './routes/browser-policies.ts'
import { frontEnd, refusedPage } from './routes/front-end.ts'
import { createOperatorCookie } from './routes/operator-cookie.ts'
import { closedConsole, operatorGuards } from './routes/operator-guards.ts'
import { operatorSessionRoutes } from './routes/operator-session.route.ts'
import { ownPagesOnly } from './routes/own-pages.ts'
import { passOnOperatorCallRoutes } from './routes/pass-on-operator-call.route.ts'
import { passOnShopperCallRoutes } from './routes/pass-on-shopper-call.route.ts'
import { readSettingsRoute } from './routes/read-settings.route.ts'
import type { FindBuiltFile } from './use-cases/find-built-file.ts'
import type { LogIn } from './use-cases/log-in.ts'
import type { PassOnOperatorCall } from './use-cases/pass-on-operator-call.ts'
import type { PassOnShopperCall } from './use-cases/pass-on-shopper-call.ts'
import type { ReadSession } from './use-cases/read-session.ts'
import type { ReadSettings } from './use-cases/read-settings.ts'

/** What the doors call. */
export type WebUseCases = {
  findBuiltFile: FindBuiltFile
  readSettings: ReadSettings
  passOnShopperCall: PassOnShopperCall
  publicUrl: string | undefined
  /** Absent when the console is closed. */
  console?: ConsoleUseCases | undefined
}

type ConsoleUseCases = {
  logIn: LogIn
  readSession: ReadSession
  passOnOperatorCall: PassOnOperatorCall
  reachable: readonly OpsNeighbour[]
  cookieSecret: Uint8Array<ArrayBuffer>
}

/** Every URL of the web server, one line each; what is beside them is a file of the build, the page, or nothing. */
export function webDoors({ findBuiltFile, readSettings, passOnShopperCall, publicUrl, console }: WebUseCases) {
  const { routers, guards } = console
    ? openConsole(console, findBuiltFile, publicUrl)
    : { routers: [], guards: closedConsole }
  return {
    routers: [
      /* GET  /settings                     */ readSettingsRoute(readSettings),
      /* …    /api/v1/** of order's         */ passOnShopperCallRoutes(passOnShopperCall),
      ...routers,
    ],
    http: {
      headers: everyAnswer,
      guards: [...ownPagesOnly(publicUrl), ...guards],
      fallback: frontEnd(findBuiltFile),
      refusedTarget: refusedPage(findBuiltFile),
    },
  }
}

function openConsole(use: ConsoleUseCases, findBuiltFile: FindBuiltFile, publicUrl: string | undefined) {
  const { logIn, readSession, passOnOperatorCall, reachable, cookieSecret } = use
  const cookie = createOperatorCookie({ secret: cookieSecret, isSecure: publicUrl?.startsWith('https:') ?? false })
  return {
    guards: operatorGuards({ readSession, cookie }),
    routers: [
      /* GET, POST /ops/login, POST /ops/logout, GET /ops/session */
      operatorSessionRoutes({ logIn, findBuiltFile, cookie, reachable }),
      /* …    /ops/api/** of opsRoutes      */ passOnOperatorCallRoutes(passOnOperatorCall, reachable),
    ],
  }
}
