import { join } from 'node:path'
import type { InvoiceRequest } from '@waybill/contracts'
import { createLogger } from '@waybill/logger'
import { migrateDown, migrateToLatest } from '@waybill/postgres'
import { machineSystem } from '@waybill/service-host'
import { createTestDatabase, sequentialIds, startProgram, type TestDatabase } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readInvoiceConfig } from '../src/config.ts'
import { createInvoiceService } from '../src/service.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const serviceKey = 'the-key-of-the-services'
const newId = sequentialIds()

type Reference = { processId: string; reference: string }

describe('stand-in for invoice', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  const environment = () => ({
    ConnectionStrings__invoice: database.connectionString,
    WAYBILL_SERVICE_KEYS: serviceKey,
    PORT: '0',
  })

  async function start() {
    const logger = createLogger({ name: 'invoice', level: 'silent' })
    const service = createInvoiceService(readInvoiceConfig(environment()), { logger, system: machineSystem })
    onTestFinished(service.stop)
    const { port } = await service.start()
    return { url: `http://127.0.0.1:${port}` }
  }

  it('when it is asked, it answers a reference that says what it is, and the journal has it', async () => {
    const { url } = await start()
    const request = invoiceRequest()
    const answer = await create(url, request)
    expect(answer.status).toBe(201)
    const { reference, processId } = await jsonOf<Reference>(answer)
    expect([processId, reference]).toEqual([request.processId, expect.stringMatching(/^INV-[0-9a-f-]{36}$/)])
    expect(await journal(url)).toMatchObject([{ idempotencyKey: `${processId}:invoice`, reference, calls: 1 }])
  })

  it('when the caller shows no service key, it refuses; control, health and document are open', async () => {
    const { url } = await start()
    expect((await post(`${url}/api/internal/v1/invoices`, invoiceRequest())).status).toBe(401)
    for (const path of ['/livez', '/readyz', '/docs', '/control/journal']) {
      expect((await fetch(url + path)).status).toBe(200)
    }
    const { paths } = await jsonOf<{ paths: object }>(await fetch(`${url}/openapi.json`))
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/internal/v1/invoices', '/control/behaviour']))
  })

  it('when the migrations are taken back, they can be applied again', async () => {
    const { connectionString, drop } = await createTestDatabase()
    onTestFinished(drop)
    const logger = createLogger({ name: 'invoice', level: 'silent' })
    const options = { connectionString, folder: join(import.meta.dirname, '../migrations'), logger }
    expect(await migrateToLatest(options)).toEqual(['001-effects'])
    expect(await migrateDown(options)).toEqual(['001-effects'])
    expect(await migrateToLatest(options)).toEqual(['001-effects']) // it would fail on a table that is there
  })

  it('when it is killed, journal and behaviour are there afterwards, and it stops when told to', async () => {
    await using killed = await startProgram(main, environment())
    const request = invoiceRequest()
    const { reference } = await jsonOf<Reference>(await create(killed.url, request))
    await post(`${killed.url}/control/behaviour`, { mode: 'fail', times: 1 })
    await killed.stop('SIGKILL')

    await using service = await startProgram(main, environment())
    expect((await create(service.url, request)).status).toBe(500)
    expect(await jsonOf<Reference>(await create(service.url, request))).toMatchObject({ reference })
    expect(await journal(service.url)).toContainEqual(expect.objectContaining({ reference, calls: 2 }))
    expect(await service.stop('SIGTERM')).toEqual([0, null])
  })
})

const create = (url: string, request: InvoiceRequest) =>
  post(`${url}/api/internal/v1/invoices`, request, {
    authorization: `Bearer ${serviceKey}`,
    'idempotency-key': `${request.processId}:invoice`,
  })

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const journal = async (url: string) => (await jsonOf<{ data: object[] }>(await fetch(`${url}/control/journal`))).data

const jsonOf = async <T>(answer: Response) => (await answer.json()) as T

function invoiceRequest(): InvoiceRequest {
  const items = [{ sku: 'TEA-1', name: 'Tea', quantity: 2, unitPriceMinor: 1_000 }]
  return {
    processId: newId(),
    orderId: newId(),
    orderName: 'Order-12345678',
    customerName: 'Åsa 🎈',
    currency: 'EUR',
    totalMinor: 2_000,
    items,
  }
}
