import { join } from 'node:path'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { encodeOrderProcessEvent } from '@waybill/contracts'
import {
  type AppliedTopology,
  applyTopology,
  emulatorCredentials,
  environmentOf,
  topology,
} from '@waybill/local-queues'
import { createLogger } from '@waybill/logger'
import { machineSystem } from '@waybill/service-host'
import { createTestDatabase, orderProcessEventOf, startOrderStub, startProgram, waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createProductionService } from '../../../mocks/production/src/service.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const serviceKey = 'the-key-of-the-services'
const region = 'us-east-1'

/** The listener as a process, between real queues, the stand-in of its service and a stub of order. */
describe('production listener', () => {
  let applied: AppliedTopology
  let order: Awaited<ReturnType<typeof startOrderStub>>
  let production: Awaited<ReturnType<typeof raiseProduction>>
  beforeAll(async () => {
    applied = await applyTopology({
      endpoint: inject('queuesUrl'),
      region,
      topology,
      namePrefix: 'production-listener-',
    })
    ;[order, production] = await Promise.all([startOrderStub(), raiseProduction()])
  })
  afterAll(() => Promise.all([order.stop(), production.stop()]))

  const start = () =>
    startProgram(main, {
      ...environmentOf(applied),
      ...{ services__order__http__0: order.url, services__production__http__0: production.url },
      ...{ WAYBILL_SERVICE_KEYS: serviceKey, PORT: '0', QUEUE_WAIT_SECONDS: '1' },
    })

  it('when an order was paid, its production is made once, order hears so, and the process ends when told to', async () => {
    await using listener = await start()
    for (const path of ['/livez', '/readyz', '/openapi.json', '/docs']) {
      expect((await fetch(listener.url + path)).status).toBe(200)
    }
    const event = orderProcessEventOf()
    const { processId } = event.data
    await publish(applied, 'order-payment-failed', encodeOrderProcessEvent({ ...event, type: 'order-payment-failed' }))
    await publish(applied, 'order-paid', encodeOrderProcessEvent(event))
    await waitFor(() => order.stateOf(processId, 'production')?.status === 'succeeded', {
      what: 'the end of the job',
      timeoutMs: 15_000,
    })

    const [entry, ...more] = await production.journal()
    expect(entry).toMatchObject({
      idempotencyKey: `${processId}:production`,
      processId,
      orderId: event.subject,
      calls: 1,
    })
    expect(more).toEqual([])
    expect(order.reports.at(-1)).toMatchObject({ processId, reference: entry?.reference })
    expect(await listener.stop('SIGTERM')).toEqual([0, null])
  })
})

async function raiseProduction() {
  const database = await createTestDatabase()
  const { connectionString } = database
  const listens = { host: '127.0.0.1', port: 0, logLevel: 'silent', drainMs: 0 } as const
  const service = createProductionService(
    { ...listens, serviceKeys: [serviceKey], connectionString },
    { logger: createLogger({ name: 'production', level: 'silent' }), system: machineSystem },
  )
  const url = `http://127.0.0.1:${(await service.start()).port}`
  return {
    url,
    journal: async () => ((await (await fetch(`${url}/control/journal`)).json()) as Journal).data,
    async stop() {
      await service.stop()
      await database.drop()
    },
  }
}

type Journal = { data: { reference: string }[] }

async function publish({ endpoint, topicArn }: AppliedTopology, eventType: string, message: string): Promise<void> {
  const sns = new SNSClient({ endpoint, region, credentials: emulatorCredentials })
  const MessageAttributes = { eventType: { DataType: 'String', StringValue: eventType } }
  await sns.send(new PublishCommand({ TopicArn: topicArn, Message: message, MessageAttributes }))
  sns.destroy()
}
