import type { OpenAPIHono } from '@hono/zod-openapi'
import { type AppDeps, createApp, createHttpServer } from '@waybill/http-server'
import { joinParts } from '@waybill/lifecycle'
import type { Logger } from '@waybill/logger'
import type { Database } from '@waybill/postgres'
import { flushTelemetry } from '@waybill/telemetry'
import { migrateWhenReachable } from './migrate-when-reachable.ts'
import type { System } from './system.ts'

type Part = { start: () => unknown; stop: () => unknown }

type Deps = {
  title: string
  routers: readonly OpenAPIHono[]
  config: { host: string; port: number; serviceKeys?: readonly string[] }
  logger: Logger
  system: System
  /** Brought to its latest migration before anything starts, waited for where it is away, and asked by `/readyz`. */
  database?: { database: Pick<Database, 'migrateToLatest' | 'ping' | 'stop'>; migrations: string }
  /** Started before the first request and stopped after the last one: workers, consumers. */
  workers?: readonly Part[]
  rawBodyPaths?: AppDeps['rawBodyPaths']
  bodyLimitBytes?: number
  /** What the HTTP side has beside routers: headers of every answer, guards, a fallback. */
  http?: Pick<AppDeps, 'headers' | 'guards' | 'fallback' | 'refusedTarget'>
  /** Called when the server stops: whoever holds answers open ends them. */
  onDrain?: readonly (() => void)[]
}

export type ServiceHost = {
  /** Resolves when it serves; rejects when it cannot, for example because the port is taken. */
  start(): Promise<{ port: number }>
  /** From now on `/readyz` is 503; everything is still served. */
  drain(): void
  /** The server first, then the workers, then the database. Safe twice and before `start`. */
  stop(): Promise<void>
}

/** A process with doors: migrations, workers and HTTP server in the order in which they may start and must stop. */
export function createServiceHost({ title, routers, config, logger, system, ...deps }: Deps): ServiceHost {
  const { database: storage, workers = [], bodyLimitBytes = 256 * 1_024, rawBodyPaths = [], onDrain = [] } = deps
  const app = createApp({
    ...{ title, version: '1', routers, logger, bodyLimitBytes, rawBodyPaths },
    ...system,
    ...deps.http,
    serviceKeys: config.serviceKeys ?? [],
    readiness: storage ? { database: storage.database.ping } : {},
  })
  const { host, port } = config
  const http = createHttpServer({ fetch: app.fetch, host, port, logger, newId: system.newId, onDrain })
  const stopping = new AbortController()
  let stopped: Promise<void> | undefined
  const { stop } = joinParts([...(storage ? [storage.database] : []), workers, http])

  return {
    async start() {
      if (storage) await migrateWhenReachable({ ...storage, logger, stopping: stopping.signal })
      stopping.signal.throwIfAborted()
      for (const worker of workers) await worker.start()
      return http.start()
    },
    drain: http.drain,
    stop: () => {
      stopping.abort(new Error(`${title} was stopped`))
      stopped ??= stop().finally(() => flushTelemetry())
      return stopped
    },
  }
}
