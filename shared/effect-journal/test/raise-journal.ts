import { type ProductionRequest, productionApi } from '@waybill/contracts'
import { createLogger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createServiceHost, machineSystem } from '@waybill/service-host'
import { createTestDatabase, sequentialIds } from '@waybill/test-kit'
import { sql } from 'kysely'
import { createBehaviours, createEffects, createEffectTables, effectRoutes } from '../src/index.ts'

const serviceKey = 'the-key-of-the-services'
const newId = sequentialIds()

type Entry = { processId: string; reference: string; calls: number }

export const jsonOf = async <T>(answer: Response) => (await answer.json()) as T

/** A stand-in on a free port with a database of its own. */
export async function raiseJournal() {
  const storage = await createTestDatabase()
  const logger = createLogger({ name: 'journal', level: 'silent' })
  const database = createDatabase({ connectionString: storage.connectionString, applicationName: 'journal', logger })
  await createEffectTables(database.db)
  let made = 0
  const effects = createEffects({ db: database.db, newReference: () => `PRD-${++made}` })
  const behaviours = createBehaviours(database)
  const stopping = new AbortController()
  const host = createServiceHost({
    ...{ title: 'Journal', config: { host: '127.0.0.1', port: 0, serviceKeys: [serviceKey] }, logger },
    routers: [effectRoutes(productionApi, { effects, behaviours, stopping: stopping.signal })],
    system: machineSystem,
    onDrain: [() => stopping.abort()],
  })
  const { port } = await host.start()
  const url = `http://127.0.0.1:${port}`
  return {
    produce: (request: ProductionRequest, init: { key?: string; signal?: AbortSignal } = {}) =>
      post(`${url}/api/internal/v1/productions`, request, { key: `${request.processId}:production`, ...init }),
    behave: (mode: string, times?: number) => post(`${url}/control/behaviour`, { mode, times }),
    journal: async () => (await jsonOf<{ data: Entry[] }>(await fetch(`${url}/control/journal`))).data,
    async timesLeft() {
      const { rows } = await sql<{ remaining: number }>`select remaining from behaviour`.execute(database.db)
      return rows[0]?.remaining
    },
    stopHost: host.stop,
    async stop() {
      await host.stop()
      await database.stop()
      await storage.drop()
    },
  }
}

function post(url: string, body: object, { key, signal }: { key?: string; signal?: AbortSignal } = {}) {
  const headers = new Headers({ 'content-type': 'application/json', authorization: `Bearer ${serviceKey}` })
  if (key) headers.set('idempotency-key', key)
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null })
}

/** What a process orders to be produced; another process each time. */
export function productionRequest(): ProductionRequest {
  const items = [{ sku: 'TEA-1', name: 'Tea', quantity: 2 }]
  return { processId: newId(), orderId: newId(), orderName: 'Order-12345678', items }
}
