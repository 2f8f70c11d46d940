import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { emailsApi, encodeOrderProcessEvent, type OrderProcessEvent } from '@waybill/contracts'
import {
  type AppliedTopology,
  applyTopology,
  emulatorCredentials,
  environmentOf,
  topology,
} from '@waybill/local-queues'
import {
  orderProcessEventOf,
  sequentialIds,
  startOrderStub,
  startProgram,
  startTestServer,
  waitFor,
} from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const main = join(import.meta.dirname, '../src/main.ts')
const serviceKey = 'the-key-of-the-services'
const region = 'us-east-1'
const sendEmail = emailsApi.send.request.body.content['application/json'].schema

/** The listener as a process, between real queues and stubs of notification and order. */
describe('notification listener', () => {
  let applied: AppliedTopology
  let order: Awaited<ReturnType<typeof startOrderStub>>
  let notification: Awaited<ReturnType<typeof startNotificationStub>>
  beforeAll(async () => {
    applied = await applyTopology({
      endpoint: inject('queuesUrl'),
      region,
      topology,
      namePrefix: 'notification-listener-',
    })
    ;[order, notification] = await Promise.all([startOrderStub(), startNotificationStub()])
  })
  afterAll(() => Promise.all([order.stop(), notification.stop()]))

  const start = () =>
    startProgram(main, {
      ...environmentOf(applied),
      ...{ services__order__http__0: order.url, services__notification__http__0: notification.url },
      ...{ WAYBILL_SERVICE_KEYS: serviceKey, PORT: '0', QUEUE_WAIT_SECONDS: '1' },
    })

  it('when orders were paid or not, their e-mails are asked for, and the job runs until notification ends it', async () => {
    await using listener = await start()
    for (const path of ['/livez', '/readyz', '/openapi.json', '/docs']) {
      expect((await fetch(listener.url + path)).status).toBe(200)
    }
    const newId = sequentialIds(3)
    const paid = orderProcessEventOf({}, newId)
    const jobs = [{ job: 'notification' as const, attempt: 1 }]
    const failure = { outcome: 'payment-failed', failureReason: 'card-declined', jobs } as const
    const failed = orderProcessEventOf({ type: 'order-payment-failed', ...failure }, newId)
    await Promise.all([paid, failed].map((event) => publish(applied, event)))
    await waitFor(() => listener.lines.filter(({ msg }) => msg === 'job done').length === 2, {
      what: 'both messages',
      timeoutMs: 15_000,
    })

    const asked = notification.calls.toSorted((one, other) => one.key.localeCompare(other.key))
    expect(asked).toMatchObject([
      { key: `${paid.data.processId}:notification`, body: { template: 'order-paid', to: 'asa@example.test' } },
      { key: `${failed.data.processId}:notification`, body: { template: 'payment-failed', attempt: 1 } },
    ])
    expect(order.reports.map(({ status }) => status)).toEqual(['running', 'running'])
    expect(await listener.stop('SIGTERM')).toEqual([0, null])
  })
})

/** Takes what the contract takes, and remembers it. */
async function startNotificationStub() {
  const calls: { key: string; body: unknown }[] = []
  const server = await startTestServer(async (request, response) => {
    const body = sendEmail.parse(await json(request))
    calls.push({ key: String(request.headers['idempotency-key']), body })
    response.writeHead(202, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ emailId: body.orderId, status: 'queued' }))
  })
  return { ...server, calls }
}

async function publish({ endpoint, topicArn }: AppliedTopology, event: OrderProcessEvent): Promise<void> {
  const sns = new SNSClient({ endpoint, region, credentials: emulatorCredentials })
  const MessageAttributes = { eventType: { DataType: 'String', StringValue: event.type } }
  await sns.send(new PublishCommand({ TopicArn: topicArn, Message: encodeOrderProcessEvent(event), MessageAttributes }))
  sns.destroy()
}
