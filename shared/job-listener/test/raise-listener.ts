import { SendMessageBatchCommand } from '@aws-sdk/client-sqs'
import { encodeOrderProcessEvent, productionApi } from '@waybill/contracts'
import type { Client } from '@waybill/http-client'
import { applyTopology, emulatorCredentials, topology } from '@waybill/local-queues'
import { createLogger } from '@waybill/logger'
import { createDeadLetters, createQueueDepth, createSqsClients } from '@waybill/queue-consumer'
import { currentContext } from '@waybill/request-context'
import { orderProcessEventOf, sequentialIds, startOrderStub } from '@waybill/test-kit'
import { inject, onTestFinished } from 'vitest'
import { createJobListener, type DoJob, referenceOf } from '../src/index.ts'
import { startServiceStub } from './start-service-stub.ts'

const region = 'us-east-1'
const serviceKeys = ['the-key-that-is-sent', 'the-key-that-was-sent']
let raised = 0

type Options = { random?: () => number; backoffCapMs?: number }
type LogLine = Record<string, unknown>

/**
 * A production listener on queues of its own, between a stub of order and one of the service. By default no pause has a length, so
 * that a message that is given back comes again at once.
 */
export async function raiseListener({ random = () => 0, backoffCapMs = 30_000 }: Options = {}) {
  const endpoint = inject('queuesUrl')
  const applied = await applyTopology({
    endpoint,
    region,
    topology,
    namePrefix: `listener-${process.pid}-${raised++}-`,
  })
  const { url: queueUrl, deadLetterUrl } = applied.queues.production
  // The emulator takes parts of a second, which AWS does not: stopping takes no longer.
  const sqs = createSqsClients({ endpoint, region, credentials: emulatorCredentials, waitTimeSeconds: 0.1 })
  const [order, service] = await Promise.all([startOrderStub(), startServiceStub()])
  const logged: LogLine[] = []
  const destination = { write: (line: string) => void logged.push(JSON.parse(line)) }
  const logger = createLogger({ name: 'listener', level: 'info', context: currentContext, destination })

  const addresses = { queueUrl, orderUrl: order.url, serviceUrl: service.url }
  const config = { ...addresses, serviceKeys, queueWaitSeconds: 10, backoffCapMs }
  const system = { now: () => new Date(), newId: sequentialIds(1), random, monotonicMs: () => performance.now() }
  const createListener = () => {
    const listener = createJobListener({ job: 'production', config, gateway, logger, system, sqs })
    onTestFinished(listener.stop)
    return listener
  }
  onTestFinished(async () => void (await Promise.all([order.stop(), service.stop()])))

  const depth = createQueueDepth({ sqs })
  return {
    order,
    service,
    logged,
    createListener,
    send: (bodies: readonly string[]) => send(sqs.command, queueUrl, bodies),
    depth: () => depth(queueUrl),
    isEmpty: async () => Object.values(await depth(queueUrl)).every((count) => count === 0),
    deadLetters: async () =>
      (await createDeadLetters({ sqs, now: system.now }).peek(deadLetterUrl)).map(({ body }) => body),
    succeeded: () => order.reports.filter(({ status }) => status === 'succeeded'),
  }
}

/** As many paid orders as asked for, each with an id of its own, and the messages that announce them. */
export function paidOrders(count: number, changes: Parameters<typeof orderProcessEventOf>[0] = {}) {
  const newId = sequentialIds(2)
  const events = Array.from({ length: count }, () => orderProcessEventOf(changes, newId))
  return { events, bodies: events.map(encodeOrderProcessEvent) }
}

function gateway({ call }: { call: Client }): DoJob {
  return async ({ processId, idempotencyKey, order }, signal) => {
    const items = order.items.map(({ sku, name, quantity }) => ({ sku, name, quantity }))
    const body = { processId, orderId: order.id, orderName: order.name, items }
    const answer = await call(productionApi.create, { headers: { 'idempotency-key': idempotencyKey }, body }, signal)
    return { reference: referenceOf('production', processId, answer) }
  }
}

type Sqs = ReturnType<typeof createSqsClients>['command']

async function send(sqs: Sqs, queueUrl: string, bodies: readonly string[]): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies.slice(from, from + 10).map((MessageBody, n) => ({ Id: String(n), MessageBody }))
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
    if (Failed.length > 0) throw new Error(`the queue refused ${Failed.length} messages: ${Failed[0]?.Message}`)
  }
}
