import { randomUUIDv7 } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { applyTopology, environmentOf, topology } from '@waybill/local-queues'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { machineSystem } from '@waybill/service-host'
import { captureLog, createTestDatabase, startTestServer } from '@waybill/test-kit'
import { sql } from 'kysely'
import { inject } from 'vitest'
import { readOrderConfig } from '../../src/config.ts'
import { createOrderService } from '../../src/service.ts'

const serviceKey = 'a-service-key-for-tests'

type Stub = (request: IncomingMessage, response: ServerResponse, body: PaymentBody) => void
type PaymentBody = { orderId: string; checkoutId: string; amountMinor: number; currency: string }
type Options = { headers?: Record<string, string>; body?: unknown }

export type OrderFixture = Awaited<ReturnType<typeof startOrderFixture>>

/**
 * A whole order service on a free port, with its own database and queues, and a payment service that answers as told.
 * Workers run as they do in production, only sooner.
 */
export async function startOrderFixture(
  env: Record<string, string> = {},
  endpoint = inject('queuesUrl'),
  { random } = machineSystem,
) {
  const testDatabase = await createTestDatabase()
  const namePrefix = `t${randomUUIDv7().slice(-12)}-`
  const applied = await applyTopology({ endpoint, region: 'us-east-1', topology, namePrefix })
  const aws = environmentOf(applied)
  Object.assign(process.env, aws) // the SDK reads endpoint, region and credentials by itself
  const payment = await startPaymentStub()
  const { logger, lines } = captureLog()
  const environment = {
    ...aws,
    PORT: '0',
    ConnectionStrings__order: testDatabase.connectionString,
    services__payment__http__0: payment.url,
    WAYBILL_SERVICE_KEYS: serviceKey,
    SWEEP_INTERVAL_MS: '50',
    ...env,
  }
  const parts = { logger: logger as unknown as Logger, system: { ...machineSystem, random } }
  const service = createOrderService(readOrderConfig(environment), parts)
  const { port } = await service.start()
  const { db, stop: stopDatabase } = createDatabase({
    ...testDatabaseOptions(testDatabase),
    ...{ logger: parts.logger },
  })

  async function call(method: string, path: string, { headers = {}, body }: Options = {}) {
    const credential = path.startsWith('/api/internal') ? { authorization: `Bearer ${serviceKey}` } : {}
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...credential, ...json, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }

  const held = new Set<() => Promise<void>>()
  const query = async <T>(statement: string): Promise<T[]> => (await sql.raw<T>(statement).execute(db)).rows

  return {
    ...{ call, query, db, payment, queues: applied.queues, lines, port },
    connectionString: testDatabase.connectionString,
    /** Another service on the same database and queues, not started yet. */
    replica: (differences: Record<string, string>) =>
      createOrderService(readOrderConfig({ ...environment, ...differences }), parts),
    /** A fresh order of `userId`, straight through the front door. */
    async createOrder(userId = randomUUIDv7(), changes: Record<string, unknown> = {}) {
      const path = `/api/internal/v1/users/${userId}/orders`
      const body = { ...newOrder(), ...changes }
      const answer = await call('POST', path, { headers: { 'idempotency-key': randomUUIDv7() }, body })
      if (answer.status !== 201) throw new Error(`no order: ${answer.status} ${answer.text}`)
      return { userId, orderId: answer.body.id as string }
    },
    /** Locks the order as somebody else's transaction would, until the returned function is called. */
    async hold(orderId: string) {
      const trx = await db.startTransaction().execute()
      await sql`select 1 from orders where id = ${orderId} for update`.execute(trx)
      const letGo = async () => void (held.delete(letGo) && (await trx.rollback().execute()))
      held.add(letGo)
      return letGo
    },
    async stop() {
      for (const letGo of held) await letGo()
      await service.stop()
      await stopDatabase()
      await payment.stop()
      await testDatabase.drop()
    },
  }
}

export const newOrder = () => ({
  name: 'Birthday of José',
  customerName: 'Åsa Öberg',
  customerEmail: 'asa@example.com',
  currency: 'EUR',
  items: [{ sku: 'cake-1', name: 'Cake', quantity: 1, unitPriceMinor: 1_099 }],
})

/** A port on which nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

const testDatabaseOptions = ({ connectionString }: { connectionString: string }) => ({
  connectionString,
  applicationName: 'order-test',
  poolSize: 2,
})

/** A payment service that takes everything until told otherwise, and remembers what it was asked. */
async function startPaymentStub() {
  const requests: { key: string; path: string; body: PaymentBody }[] = []
  const state: { answer: Stub } = { answer: accepting() }
  const server = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}')
    requests.push({ key: String(request.headers['idempotency-key']), path: request.url ?? '', body })
    state.answer(request, response, body)
  })
  return {
    ...{ url: server.url, requests, stop: server.stop },
    answerWith: (answer: Stub) => {
      state.answer = answer
    },
    acceptAgain: () => {
      state.answer = accepting()
    },
  }
}

/** One payment for each checkout, however often it is asked for. */
function accepting(): Stub {
  const payments = new Map<string, string>()
  return (_request, response, { checkoutId }) => {
    const paymentId = payments.get(checkoutId) ?? randomUUIDv7()
    payments.set(checkoutId, paymentId)
    answerJson(response, 202, { paymentId, status: 'submitting' })
  }
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
}

export const problemBody = (status: number, code: string) => ({
  ...{ type: 'about:blank', title: 'Refused', status, code, requestId: 'r' },
})
