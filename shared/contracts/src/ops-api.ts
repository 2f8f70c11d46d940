import type { RouteConfig } from '@hono/zod-openapi'
import { z } from 'zod'
import { appHostApi } from './app-host-api.ts'
import { eWalletApi } from './e-wallet-api.ts'
import { emailsApi } from './emails-api.ts'
import { orderOperationsApi } from './order-operations-api.ts'
import { orderProcessesApi } from './order-processes-api.ts'
import { ordersInternalApi } from './orders-internal-api.ts'
import { overviewsApi } from './overviews-api.ts'
import { webhookEventsApi } from './payment-webhook.ts'
import { paymentsApi } from './payments-api.ts'

/** A route as its contract has it. */
export type Contract = RouteConfig

/**
 * All that an operator's browser may call, by whose it is; the web server passes nothing else on. What only services may
 * say (create an order, confirm a payment, report a job, request a payment, send an e-mail) is not in it.
 */
export const opsRoutes = {
  order: [
    overviewsApi.order,
    ordersInternalApi.list,
    ordersInternalApi.get,
    orderProcessesApi.list,
    orderProcessesApi.get,
    orderProcessesApi.retryMatching,
    orderProcessesApi.retryJob,
    orderOperationsApi.listOutbox,
    orderOperationsApi.releaseOutbox,
    orderOperationsApi.listDeadLetters,
    orderOperationsApi.redriveDeadLetters,
  ],
  payment: [
    overviewsApi.payment,
    paymentsApi.list,
    paymentsApi.get,
    paymentsApi.acknowledge,
    webhookEventsApi.list,
    webhookEventsApi.refused,
    webhookEventsApi.reapply,
    webhookEventsApi.dismiss,
  ],
  notification: [overviewsApi.notification, emailsApi.list, emailsApi.resend],
  'e-wallet': [eWalletApi.find, eWalletApi.listScenarios, eWalletApi.addScenario, eWalletApi.clearScenarios],
  'app-host': [appHostApi.listResources, appHostApi.readLogs, appHostApi.runCommand],
} as const satisfies Record<string, readonly Contract[]>

export type OpsNeighbour = keyof typeof opsRoutes

/** The commands of the app host that the console has: the others stop things, and the console with them. */
export const opsCommand = z.enum(['restart'])

/** Where the web server has a route of `opsRoutes`: `/ops/api/<whose>/<its path, without /api/internal/v1>`. */
export function opsAddress(route: Contract): string {
  const owners = Object.entries<readonly Contract[]>(opsRoutes)
  const owner = owners.find(([, routes]) => routes.includes(route))
  if (owner === undefined) throw new Error(`${route.method} ${route.path} is not for operators`)
  return `/ops/api/${owner[0]}${route.path.replace(/^\/api\/internal\/v1/, '')}`
}
