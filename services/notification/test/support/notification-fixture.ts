import { randomUUIDv7 } from 'node:crypto'
import type { Email, SendEmail } from '@waybill/contracts'
import { createLogger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { currentContext } from '@waybill/request-context'
import { machineSystem } from '@waybill/service-host'
import { createTestDatabase, startOrderStub, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { readNotificationConfig } from '../../src/config.ts'
import { createNotificationService } from '../../src/service.ts'
import { raiseMailbox } from './raise-mailbox.ts'

const serviceKey = 'a-service-key-for-tests'

type Options = { headers?: Record<string, string>; body?: unknown }
type Answer = {
  status: number
  headers: Headers
  body: Record<string, never> & { emailId: string; code: string }
}
type EmailRequest = ReturnType<typeof newRequest>

export type NotificationFixture = Awaited<ReturnType<typeof startNotificationFixture>>

/**
 * A whole notification service on a free port with its own database, the real mailbox as its mail server, and an order
 * service that answers as told. Workers run as they do in production, only sooner.
 */
export async function startNotificationFixture(env: Record<string, string> = {}, { now, random } = machineSystem) {
  const [testDatabase, mailbox, order] = await Promise.all([createTestDatabase(), raiseMailbox(), startOrderStub()])
  const log: string[] = []
  const destination = { write: (line: string) => void log.push(line) }
  const logger = createLogger({ name: 'notification', level: 'debug', context: currentContext, destination })
  const { connectionString } = testDatabase
  const variables = {
    PORT: '0',
    ConnectionStrings__notification: connectionString,
    services__order__http__0: order.url,
    services__mailbox__smtp__0: `smtp://127.0.0.1:${mailbox.smtpPort}`,
    WAYBILL_SERVICE_KEYS: serviceKey,
    MAIL_TIMEOUT_MS: '5000',
    MAIL_BACKOFF_CAP_MS: '20',
    REPORT_BACKOFF_CAP_MS: '20',
    POLL_MS: '20',
    ...env,
  }
  const raise = async () => {
    const service = createNotificationService(readNotificationConfig(variables), {
      logger,
      system: { ...machineSystem, now, random },
    })
    const { port } = await service.start()
    return { ...service, port }
  }
  const service = await raise()
  const options = { connectionString, applicationName: 'notification-test', poolSize: 2 }
  const { db, stop: stopDatabase } = createDatabase({ ...options, logger })

  async function call(method: string, path: string, { headers = {}, body }: Options = {}): Promise<Answer> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`http://127.0.0.1:${service.port}${path}`, {
      method,
      headers: { authorization: `Bearer ${serviceKey}`, ...json, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }

  const query = async <T>(statement: string): Promise<T[]> => (await sql.raw<T>(statement).execute(db)).rows
  const emailsOf = async ({ orderId }: { orderId: string }) => {
    const { body } = await call('GET', `/api/internal/v1/emails?orderId=${orderId}`)
    return body.data as unknown as Email[]
  }

  return {
    ...{ call, query, order, mailbox, log, logger, raise, emailsOf, service, port: service.port, connectionString },
    /** Asks for an e-mail as the notification listener does. */
    send: ({ userId, ...body }: EmailRequest, key = keyOf(body)) =>
      call('POST', `/api/internal/v1/users/${userId}/emails/send`, { headers: { 'idempotency-key': key }, body }),
    resend: (emailId: string, key: string = randomUUIDv7(), reason = 'lost') =>
      call('POST', `/api/internal/v1/emails/${emailId}/resend`, {
        headers: { 'idempotency-key': key },
        body: { reason },
      }),
    /** The only e-mail of the order, once it is in this state. */
    emailIn: (status: Email['status'], request: { orderId: string }) =>
      waitFor(async () => (await emailsOf(request)).find((email) => email.status === status), {
        what: `an e-mail of ${request.orderId} that is ${status}`,
      }),
    /** What order has been told of the process, once it is at least so much. */
    reportsOf: ({ processId }: { processId: string }, count = 1) =>
      waitFor(
        () => {
          const reports = order.reports.filter((report) => report.processId === processId)
          return reports.length >= count && reports
        },
        { what: `${count} report(s) of ${processId}` },
      ),
    /** Order has issued this attempt of the job. */
    issue: ({ processId }: { processId: string }, attempt: number) =>
      order.put({ processId, job: 'notification', status: 'queued', attempt }),
    async stop() {
      await service.stop()
      await Promise.all([stopDatabase(), order.stop(), mailbox.stop()])
      await testDatabase.drop()
    },
  }
}

/** A paid order's e-mail; ids are new each time. */
export function newRequest(changes: Partial<SendEmail> & { userId?: string } = {}) {
  const ids = { userId: randomUUIDv7(), orderId: randomUUIDv7(), processId: randomUUIDv7() }
  const data: SendEmail['data'] = {
    ...{ orderName: 'Birthday of José', customerName: 'Åsa Öberg', currency: 'EUR', totalMinor: 2_399 },
    items: [
      { name: 'Cake', quantity: 1, unitPriceMinor: 1_099 },
      { name: 'Candles', quantity: 2, unitPriceMinor: 650 },
    ],
  }
  return {
    ...ids,
    template: 'order-paid' as SendEmail['template'],
    attempt: 1,
    to: 'asa@example.test',
    data,
    ...changes,
  }
}

export const keyOf = ({ processId }: { processId: string }) => `${processId}:notification`
