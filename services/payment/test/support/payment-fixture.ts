import { randomUUIDv7 } from 'node:crypto'
import type { PaymentDetails, PaymentStatus, WebhookEvent } from '@waybill/contracts'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { machineSystem } from '@waybill/service-host'
import { captureLog, createTestDatabase, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { readPaymentConfig } from '../../src/config.ts'
import { createPaymentService } from '../../src/service.ts'
import { startDatabaseDoor } from './database-door.ts'
import { startOrderStub } from './order-stub.ts'
import { keyA, keyB, type Signing, signedHeaders } from './signing.ts'
import { startWalletStub } from './wallet-stub.ts'

export const serviceKey = 'a-service-key-for-tests'

type Options = { headers?: Record<string, string>; body?: unknown }
export type Requested = {
  userId: string
  orderId: string
  checkoutId: string
  amountMinor: number
  currency: string
  paymentId: string
}
export type PaymentFixture = Awaited<ReturnType<typeof startPaymentFixture>>

/** A whole payment service on a free port with its own database, beside a provider and an order service that answer as told. */
export async function startPaymentFixture(env: Record<string, string> = {}, { now, random } = machineSystem) {
  const testDatabase = await createTestDatabase()
  const door = await startDatabaseDoor(testDatabase.connectionString)
  const wallet = await startWalletStub()
  const order = await startOrderStub()
  const { logger: captured, lines } = captureLog()
  const logger = captured as unknown as Logger
  const config = readPaymentConfig({
    PORT: '0',
    ConnectionStrings__payment: door.connectionString,
    services__order__http__0: order.url,
    services__ewallet__http__0: wallet.url,
    WAYBILL_SERVICE_KEYS: serviceKey,
    PAYMENT_WEBHOOK_SECRETS: `${keyB},${keyA}`,
    CONFIRM_BACKOFF_CAP_MS: '100',
    RECONCILE_POLL_MS: '50',
    ...env,
  })
  const service = createPaymentService(config, { logger, system: { ...machineSystem, now, random } })
  const { port } = await service.start()
  const { connectionString } = testDatabase
  const { db, stop: stopDatabase } = createDatabase({ connectionString, applicationName: 'test', poolSize: 2, logger })
  const query = async <T>(statement: string): Promise<T[]> => (await sql.raw<T>(statement).execute(db)).rows
  let lastAmount = 1_000

  async function callOnce(method: string, path: string, { headers = {}, body }: Options) {
    const credential = path.startsWith('/api/internal') ? { authorization: `Bearer ${serviceKey}` } : {}
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...credential, ...json, ...headers },
      ...(body !== undefined && { body: typeof body === 'object' ? JSON.stringify(body) : (body as string) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: text === '' ? {} : JSON.parse(text) }
  }

  /** As a caller that comes again when the service is too busy, which it is when the machine is. */
  const call = (method: string, path: string, options: Options = {}) =>
    waitFor(
      async () => {
        const answer = await callOnce(method, path, options)
        return answer.body.code === 'overloaded' ? undefined : answer
      },
      { what: `an answer to ${method} ${path}`, intervalMs: 50 },
    )

  const pathOf = (userId: string) => `/api/internal/v1/users/${userId}/payments`
  const newRequest = (changes = {}): Omit<Requested, 'paymentId'> => {
    lastAmount += 1
    const ids = { orderId: randomUUIDv7(), checkoutId: randomUUIDv7() }
    return { userId: randomUUIDv7(), ...ids, amountMinor: lastAmount, currency: 'EUR', ...changes }
  }
  const send = ({ userId, ...body }: ReturnType<typeof newRequest>, key: string = body.checkoutId) =>
    call('POST', pathOf(userId), { headers: { 'idempotency-key': key }, body })

  /** A payment of an amount that no other one has, accepted. */
  async function request(changes = {}): Promise<Requested> {
    const wanted = newRequest(changes)
    const { status, body, text } = await send(wanted)
    if (status !== 202) throw new Error(`no payment: ${status} ${text}`)
    return { ...wanted, paymentId: body.paymentId as string }
  }

  const read = async ({ userId, paymentId }: Requested): Promise<PaymentDetails> =>
    (await call('GET', `${pathOf(userId)}/${paymentId}`)).body

  const becomes = (asked: Requested, status: PaymentStatus) =>
    waitFor(
      async () => {
        const payment = await read(asked)
        return payment.status === status ? payment : undefined
      },
      { what: `payment to be ${status}` },
    )

  async function eventOfId(eventId: string): Promise<WebhookEvent | undefined> {
    const [row] = await query<{ id: string }>(`select id from webhook_events where event_id = '${eventId}'`)
    const { body } = await call('GET', '/api/internal/v1/webhooks?pageSize=100')
    return body.data.find(({ id }: WebhookEvent) => id === row?.id)
  }

  return {
    ...{ call, query, db, wallet, order, door, lines, port, newRequest, send, request, read, becomes, eventOfId },
    /** A payment as another process left it, with these columns. */
    async leftBehind(
      columns: Record<string, string>,
      asked: Requested = { ...newRequest(), paymentId: randomUUIDv7() },
    ) {
      const ids = [asked.paymentId, asked.userId, asked.orderId, asked.checkoutId].map((id) => `'${id}'`)
      await query(`insert into payments (id, user_id, order_id, checkout_id, amount_minor, currency,
          ${Object.keys(columns).join(', ')})
        values (${ids.join(', ')}, ${asked.amountMinor}, 'EUR', ${Object.values(columns).join(', ')})`)
      return asked
    },
    /** A signed webhook, as the provider sends it. */
    webhook(body: string | object, signing: Signing = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return call('POST', '/api/v1/payments/webhook', {
        headers: { 'content-type': 'application/json', ...signedHeaders(text, signing) },
        body: text,
      })
    },
    /** A payment that the provider has taken. */
    async pending(changes = {}) {
      const asked = await request(changes)
      await becomes(asked, 'pending')
      return asked
    },
    /** The event once it has this status, and this reason. */
    eventBecomes: (eventId: string, status: WebhookEvent['status'], reason?: string) =>
      waitFor(
        async () => {
          const event = await eventOfId(eventId)
          return event?.status === status && (reason ?? event.reason) === event.reason ? event : undefined
        },
        { what: `webhook event to be ${status} ${reason ?? ''}` },
      ),
    async stop() {
      await service.stop()
      await stopDatabase()
      await Promise.all([wallet.stop(), order.stop(), door.stop()])
      await testDatabase.drop()
    },
  }
}
