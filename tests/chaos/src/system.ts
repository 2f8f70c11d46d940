import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type AppHostOptions, startAppHost } from '@waybill/apphost'
import pg from 'pg'
import { type LinkPlan, openLinks } from './network/links.ts'
import { openQueueProxy } from './network/queue-proxy.ts'
import { createTrouble } from './trouble.ts'

export type ChaosSystem = Awaited<ReturnType<typeof startChaosSystem>>

type Call = { method?: string; headers?: Record<string, string>; body?: object; timeoutMs?: number }

/** What is not waited for in a run: no backoff above 10 s, and a provider that soon decides. */
const environment: Record<string, Record<string, string>> = {
  order: { BACKOFF_CAP_MS: '10000' },
  payment: { CONFIRM_BACKOFF_CAP_MS: '10000' },
  notification: { MAIL_BACKOFF_CAP_MS: '10000', REPORT_BACKOFF_CAP_MS: '10000' },
  'e-wallet': { WEBHOOK_LONGEST_PAUSE_MS: '10000' },
  'production-listener': { BACKOFF_CAP_MS: '10000' },
  'invoice-listener': { BACKOFF_CAP_MS: '10000' },
  'notification-listener': { BACKOFF_CAP_MS: '10000' },
}
const usualWebhookMs = { min: 200, max: 2_000 }
/** What the logs say of ends and secrets is part of the evidence: of a long run, too, all of it is kept. */
const logFileBytes = 1024 ** 3

type Deps = {
  dataFolder: string
  random: () => number
  signal: AbortSignal
  /** The ways that can be disturbed; without it, all but those of the pages. */
  plans?: readonly LinkPlan[]
  /** Stronger than what a run tells the parts. */
  variables?: Record<string, Record<string, string>>
  webhookMs?: { min: number; max: number }
  restartPause?: AppHostOptions['restartPause']
}

/**
 * The whole of Waybill by its own app host, with two order services, in a new data folder; between any two parts lies a link that
 * can be disturbed, and in front of the queues a proxy that knows their calls.
 */
export async function startChaosSystem(deps: Deps) {
  const { dataFolder, random, signal, variables = {}, webhookMs = usualWebhookMs } = deps
  const links = await openLinks(random, deps.plans)
  const queueProxy = await openQueueProxy()
  const trouble = createTrouble(dataFolder)
  const closeProxies = () => Promise.all([links.stop(), queueProxy.stop()])
  const host = await startAppHost({
    ...{ ports: 'free', silent: true, orderReplicas: 2, dataFolder, signal },
    delays: { webhookMs },
    logFileBytes,
    restartPause: { firstMs: 100, capMs: 2_000, ...deps.restartPause },
    environment: ({ ports, secrets }) => {
      queueProxy.leadTo(ports.queues ?? 0)
      const placed = links.place({ ports: { ...ports, 'queue-proxy': queueProxy.port }, secrets })
      return merged(environment, { '*': trouble.environment }, placed, variables)
    },
  }).catch(async (error) => {
    await closeProxies()
    throw error
  })

  /** Any call to a part itself, past all links. Rejects where nobody answers. */
  async function call(
    name: string,
    path: string,
    { method = 'GET', headers = {}, body, timeoutMs = 5_000 }: Call = {},
  ) {
    const response = await fetch(`${host.resource(name).url}${path}`, {
      method,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, text: await response.text() }
  }

  /** One piece of work with a database, past all links. */
  async function database<T>(name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const password = encodeURIComponent(host.secrets.databasePassword ?? '')
    const connectionString = `postgres://waybill:${password}@127.0.0.1:${host.ports.postgres}/${name}`
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: 10_000 })
    client.on('error', () => {}) // the query under way rejects
    try {
      await client.connect()
      return await work(client)
    } finally {
      await client.end().catch(() => {})
    }
  }

  const shown = await database('postgres', (client) => client.query('show data_directory')).catch(async (error) => {
    await host.remove()
    await closeProxies() // or the process never ends
    throw error
  })
  const serverFolder: string = shown.rows[0].data_directory
  return {
    ...{ host, links, queueProxy, trouble, call, database },
    /** What PostgreSQL itself writes. */
    serverLog: `${serverFolder}.log`,

    /** As `pg_ctl stop --mode immediate`: no session is asked, and the next start recovers. Throws while it is away. */
    stopPostgresAtOnce(): void {
      const [pid] = readFileSync(join(serverFolder, 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGQUIT')
    },

    /** The same until it is answered with a 2xx, for a part that may be away. */
    async insist(name: string, path: string, request: Call): Promise<void> {
      for (;;) {
        const answer = await call(name, path, request).catch(() => undefined)
        if (answer && answer.status < 300) return
        signal.throwIfAborted()
        await pause(200)
      }
    },

    /** A call to SQS by its JSON protocol, past all links. */
    async askQueue(action: string, queue: string, body: object = {}): Promise<Record<string, unknown>> {
      const variable = `AWS__Resources__OrderProcess${queue.charAt(0).toUpperCase()}${queue.slice(1)}QueueUrl`
      const { text } = await call('queues', '/', {
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
        body: { QueueUrl: host.resource('order').environment()[variable], ...body },
      })
      return text ? JSON.parse(text) : {}
    },

    async stop(): Promise<void> {
      await host.stop()
      await closeProxies()
    },
    /** Stops, and wipes all data. */
    async remove(): Promise<void> {
      await host.remove()
      await closeProxies()
    },
  }
}

function merged(...parts: Record<string, Record<string, string>>[]): Record<string, Record<string, string>> {
  const names = new Set(parts.flatMap(Object.keys))
  return Object.fromEntries([...names].map((name) => [name, Object.assign({}, ...parts.map((part) => part[name]))]))
}
