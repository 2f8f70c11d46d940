import * as contracts from '@waybill/contracts'
import { type Contract, opsAddress, opsRoutes } from '@waybill/contracts'
import type { z } from 'zod'

export type Parts = { params?: z.ZodType; query?: z.ZodType; headers?: z.ZodType; body?: z.ZodType }

export type Endpoint = {
  service: string
  /** In capital letters. */
  method: string
  /** As in the contract, with `{names}`. */
  path: string
  operationId: string
  params: string[]
  parts: Parts
  /** `raw`: its handler wants the bytes as they came, for they are signed. */
  body: 'none' | 'json' | 'raw'
  bodyRequired: boolean
  /** What opens it. */
  door: 'open' | 'service-key' | 'operator'
}

/** Whose routes each exported API is. A new one that is not here fails the suite. */
export const owners: Readonly<Record<string, string>> = {
  ordersApi: 'order',
  ordersInternalApi: 'order',
  orderProcessesApi: 'order',
  orderOperationsApi: 'order',
  paymentsApi: 'payment',
  paymentWebhookApi: 'payment',
  webhookEventsApi: 'payment',
  emailsApi: 'notification',
  eWalletApi: 'e-wallet',
  productionApi: 'production',
  invoiceApi: 'invoice',
  mailboxApi: 'mailbox',
  webApi: 'web',
}

/** The app host has no document of its own: its routes are reached through the web server. */
export const reachedThroughWeb = ['appHostApi']
/** One route for each service, by its name. */
export const byServiceName = ['overviewsApi']

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'responses' in value

export const apis: Record<string, Record<string, Contract>> = Object.fromEntries(
  Object.entries(contracts)
    .filter(([name]) => name.endsWith('Api'))
    .map(([name, api]) => [name, api as unknown as Record<string, Contract>]),
)

const routesOf = (name: string): [string, Contract][] =>
  Object.entries(apis[name] ?? {}).filter((entry): entry is [string, Contract] => isContract(entry[1]))

const own = Object.entries(owners).flatMap(([name, service]) =>
  routesOf(name).map(([, contract]) => endpointOf(service, contract)),
)
const named = byServiceName.flatMap((name) =>
  routesOf(name).map(([service, contract]) => endpointOf(service, contract)),
)
const passedOn = [
  ...routesOf('ordersApi').map(([, contract]) => endpointOf('web', contract)),
  ...Object.values<readonly Contract[]>(opsRoutes)
    .flat()
    .map((contract) => endpointOf('web', contract, opsAddress(contract))),
]

/** Every route of every service and stand-in, the ones that the web server passes on included. */
export const endpoints: readonly Endpoint[] = [...own, ...named, ...passedOn]

export const titleOf = ({ service, method, path }: Endpoint) => `${service}: ${method} ${path}`

function endpointOf(service: string, contract: Contract, path = contract.path): Endpoint {
  const { params, query, headers, body } = (contract.request ?? {}) as {
    [part in 'params' | 'query' | 'headers']?: z.ZodType
  } & { body?: unknown }
  const schema = (body as { content?: Record<string, { schema: unknown }> } | undefined)?.content?.['application/json']
  return {
    ...{ service, path, method: contract.method.toUpperCase(), operationId: contract.operationId ?? '' },
    params: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    parts: { params, query, headers, ...(isZod(schema?.schema) && { body: schema.schema }) } as Parts,
    body: schema === undefined ? 'none' : isZod(schema.schema) ? 'json' : 'raw',
    bodyRequired: (body as { required?: boolean } | undefined)?.required === true,
    door: doorOf(service, path),
  }
}

function isZod(schema: unknown): schema is z.ZodType {
  return typeof schema === 'object' && schema !== null && 'safeParse' in schema
}

function doorOf(service: string, path: string): Endpoint['door'] {
  if (path.startsWith('/api/internal/')) return 'service-key'
  return service === 'web' && (path.startsWith('/ops/api/') || path === '/ops/session') ? 'operator' : 'open'
}
