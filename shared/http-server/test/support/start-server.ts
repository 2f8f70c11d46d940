import { createLogger } from '@waybill/logger'
import { currentContext } from '@waybill/request-context'
import { type AppDeps, createApp, createHttpServer, type ServerLimits } from '../../src/index.ts'
import { type Stage, thingsRoutes } from './things-routes.ts'

type Options = { app?: Partial<AppDeps>; limits?: Partial<ServerLimits>; onDrain?: (() => void)[] }

export const serviceKey = 'a-key-of-the-test-service'
export const orderId = '019aa2b0-5b5a-7000-8000-000000000001'

/** A real server on a free port, with what it logs and the levers of its routes. */
export async function startServer({ app, limits, onDrain = [] }: Options = {}) {
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const logger = createLogger({ name: 'test', level: 'debug', context: currentContext, destination })
  const stage: Stage = {
    released: Promise.resolve(),
    entered: () => {},
    stored: { status: 201, body: '{}', replayed: false },
    failure: undefined,
  }
  let ids = 0
  const newId = () => `new-id-${++ids}`
  const { fetch } = createApp({
    title: 'Things <service>',
    version: '1.2.3',
    routers: [thingsRoutes(stage)],
    serviceKeys: [serviceKey, 'the-next-key'],
    readiness: {},
    logger,
    newId,
    random: () => 0.5,
    monotonicMs: () => performance.now(),
    bodyLimitBytes: 1_000,
    rawBodyPaths: [{ path: '/api/v1/webhook', limitBytes: 2_000 }],
    ...app,
  })
  const server = createHttpServer({ fetch, host: '127.0.0.1', port: 0, logger, newId, onDrain, limits: limits ?? {} })
  const { port } = await server.start()
  const url = `http://127.0.0.1:${port}`
  const things = `${url}/api/v1/orders/${orderId}/things`
  const post = (address: string, body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
    globalThis.fetch(address, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
  return { ...server, port, url, things, post, lines, stage, [Symbol.asyncDispose]: () => server.stop() }
}
