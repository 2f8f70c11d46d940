import type { OpsNeighbour } from '@waybill/contracts'
import type { Logger } from '@waybill/logger'
import { createServiceHost, type System } from '@waybill/service-host'
import { webDoors } from './app.ts'
import type { WebConfig } from './config.ts'
import { cookieSecretOf } from './domain/ops-key.ts'
import { createBuiltFiles } from './gateways/built-files.ts'
import { createOpenStreams, longestSilenceMs, streamsAtMost } from './gateways/open-streams.ts'
import { createUpstream } from './gateways/upstream.ts'
import { createFindBuiltFile } from './use-cases/find-built-file.ts'
import { createLogIn } from './use-cases/log-in.ts'
import { createPassOnOperatorCall, type Neighbours } from './use-cases/pass-on-operator-call.ts'
import { createPassOnShopperCall } from './use-cases/pass-on-shopper-call.ts'
import { createReadSession } from './use-cases/read-session.ts'
import { createReadSettings } from './use-cases/read-settings.ts'

/** For each neighbour, shoppers' calls to order apart: half of the requests that the server takes at a time. */
const atOnce = 100

/** The web server, ready to start: the front end, and the one way from a browser to the services. */
export function createWebService(config: WebConfig, { logger, system }: { logger: Logger; system: System }) {
  const { now, random, monotonicMs } = system
  const streams = createOpenStreams({ atMost: streamsAtMost, silenceMs: longestSilenceMs })
  const upstream = (neighbour: string, baseUrl: string, key?: string) =>
    createUpstream({
      ...{ neighbour, baseUrl, key, timeoutMs: config.upstreamTimeoutMs, atOnce, streams, logger, random },
    })

  const neighbours = operatorsNeighbours(config, upstream)
  const { opsKey, publicUrl } = config
  const { routers, http } = webDoors({
    findBuiltFile: createFindBuiltFile({ builtFiles: createBuiltFiles({ folder: config.distFolder }) }),
    readSettings: createReadSettings(config),
    passOnShopperCall: createPassOnShopperCall({ order: upstream('order', config.orderUrl) }),
    publicUrl,
    console:
      opsKey === undefined
        ? undefined
        : {
            logIn: createLogIn({ opsKey, now, monotonicMs }),
            readSession: createReadSession({ now }),
            passOnOperatorCall: createPassOnOperatorCall({ neighbours }),
            reachable: Object.keys(neighbours) as OpsNeighbour[],
            cookieSecret: cookieSecretOf(opsKey),
          },
  })
  // Without the service keys: it has no internal routes, and who holds a key must not learn here that it is right.
  const { host, port } = config
  const onDrain = [streams.endAll]
  return createServiceHost({ title: 'Web', routers, http, config: { host, port }, logger, system, onDrain })
}

type MakeUpstream = (neighbour: string, baseUrl: string, key?: string) => NonNullable<Neighbours[OpsNeighbour]>

/** Ours get the service credential, the app host its own key, and the e-wallet, which is a stranger's, none. */
function operatorsNeighbours(config: WebConfig, upstream: MakeUpstream): Neighbours {
  const { serviceKeys, eWalletUrl, appHostUrl, appHostKey } = config
  const [key] = serviceKeys
  return {
    order: upstream('order', config.orderUrl, key),
    payment: upstream('payment', config.paymentUrl, key),
    notification: upstream('notification', config.notificationUrl, key),
    ...(eWalletUrl && { 'e-wallet': upstream('e-wallet', eWalletUrl) }),
    ...(appHostUrl && { 'app-host': upstream('app-host', appHostUrl, appHostKey) }),
  }
}
