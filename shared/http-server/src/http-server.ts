import { once } from 'node:events'
import { createServer, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Logger } from '@waybill/logger'
import { createClientErrorAnswer } from './client-error.ts'
import { createEventLoopWatch } from './event-loop-watch.ts'
import { createRequestErrorAnswer } from './request-error.ts'
import type { ServerState } from './server-state.ts'

const defaults = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  /** Longer than a balancer's own, so that it is never the server who closes a connection that is being used. */
  keepAliveTimeoutMs: 65_000,
  /** How late a timeout may be noticed. */
  timeoutCheckMs: 1_000,
  maxHeaderBytes: 16 * 1024,
  maxRequestsPerSocket: 1_000,
  maxConnections: 2_000,
  /** How long `stop` waits for requests in flight. */
  graceMs: 10_000,
  eventLoopDelayMs: 200,
}

export type ServerLimits = typeof defaults

export type HttpServer = {
  /** Listens; rejects when the port is taken. Port 0 takes a free one. */
  start(): Promise<{ port: number }>
  /** From now on `/readyz` is 503 and each answer ends its connection; everything is still served. */
  drain(): void
  /** Drains, calls `onDrain`, takes no new connection, waits for the requests in flight and cuts what is left. */
  stop(): Promise<void>
}

type Deps = {
  fetch: (request: Request, bindings: HttpBindings & ServerState) => Response | Promise<Response>
  host: string
  port: number
  logger: Logger
  newId: () => string
  /** Called once by `stop`: whoever holds answers open (event streams) ends them. */
  onDrain?: readonly (() => void)[]
  limits?: Partial<ServerLimits>
}

/** An HTTP server that defends itself against slow, oversized and malformed requests, and stops without losing any. */
export function createHttpServer(deps: Deps): HttpServer {
  const limits = { ...defaults, ...deps.limits }
  const eventLoop = createEventLoopWatch({ limitMs: limits.eventLoopDelayMs, windowMs: 5_000 })
  const answering = new Set<ServerResponse>()
  let draining = false
  let stopped: Promise<void> | undefined

  const state: ServerState = { isDraining: () => draining, isOverloaded: eventLoop.isLate }
  const listener = getRequestListener(
    (request, bindings) => deps.fetch(request, { ...(bindings as HttpBindings), ...state }),
    { errorHandler: createRequestErrorAnswer(deps) },
  )
  const server = createServer(nodeOptions(limits), (incoming, outgoing) => {
    answering.add(outgoing)
    outgoing.once('close', () => {
      answering.delete(outgoing)
      if (stopped) server.closeIdleConnections() // an answer that had begun before the drain kept its connection
    })
    if (draining) endConnectionAfter(outgoing)
    void listener(incoming, outgoing)
  })
  server.maxRequestsPerSocket = limits.maxRequestsPerSocket
  server.maxConnections = limits.maxConnections
  server.on('clientError', createClientErrorAnswer({ answering, newId: deps.newId }))

  function drain(): void {
    if (draining) return
    draining = true
    for (const outgoing of answering) endConnectionAfter(outgoing)
  }

  async function close(): Promise<void> {
    drain()
    endStreams(deps)
    const closed = new Promise<void>((resolve) => server.close(() => resolve())) // at once if it never listened
    const timer = setTimeout(() => server.closeAllConnections(), limits.graceMs)
    await closed
    clearTimeout(timer)
    eventLoop.stop()
  }

  return {
    async start() {
      const port = await listen(server, deps)
      eventLoop.start()
      deps.logger.info({ host: deps.host, port }, 'listening')
      return { port }
    },
    drain,
    stop: () => {
      stopped ??= close()
      return stopped
    },
  }
}

function nodeOptions(limits: ServerLimits): ServerOptions {
  return {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: limits.timeoutCheckMs,
    maxHeaderSize: limits.maxHeaderBytes,
  }
}

async function listen(server: Server, { host, port }: Deps): Promise<number> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(`port ${port} on ${host} is taken by another process`, { cause: error })
  }
  return (server.address() as AddressInfo).port
}

// Node keeps what was set here when the answer's own headers are written.
function endConnectionAfter(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.setHeader('Connection', 'close')
}

function endStreams({ onDrain = [], logger }: Deps): void {
  for (const end of onDrain) {
    try {
      end()
    } catch (error) {
      logger.error({ err: error }, 'a stream could not be ended')
    }
  }
}
