import { type Message, SendMessageBatchCommand } from '@aws-sdk/client-sqs'
import { applyTopology, emulatorCredentials, topology } from '@waybill/local-queues'
import { createQueueConsumer, type QueueConsumerOptions } from '../src/queue-consumer.ts'
import { createQueueDepth } from '../src/queue-depth.ts'
import { queueMessageFrom } from '../src/queue-message.ts'
import { readThrough } from '../src/read-through.ts'
import { createSqsClients, type SqsClients } from '../src/sqs-clients.ts'
import { atEnd } from './at-end.ts'

const region = 'us-east-1'
let queuesMade = 0

export type TestQueue = Awaited<ReturnType<typeof createTestQueue>>

/** A queue of its own with its dead-letter queue, as the topology describes them. */
export async function createTestQueue(endpoint: string) {
  const applied = await applyTopology({ endpoint, region, topology, namePrefix: `t${queuesMade++}-` })
  const { url: queueUrl, deadLetterUrl } = applied.queues.invoice
  const sqs = clientsAt(endpoint)
  const queueDepth = createQueueDepth({ sqs })
  return {
    queueUrl,
    deadLetterUrl,
    sqs,
    depth: () => queueDepth(queueUrl),
    deadLetterDepth: () => queueDepth(deadLetterUrl),
    bodiesInDeadLetterQueue: () => bodiesIn(sqs, deadLetterUrl),
    send: (bodies: string[], to = queueUrl) => send(sqs, to, bodies),
  }
}

/** The emulator takes parts of a second, which AWS does not: stopping a consumer takes no longer. */
export const clientsAt = (endpoint: string, waitTimeSeconds = 0.2) =>
  createSqsClients({ endpoint, region, credentials: emulatorCredentials, waitTimeSeconds })

/** A consumer of the queue that is stopped at the end, and what it logged. */
export function consumerOf(
  queue: { sqs: SqsClients; queueUrl: string },
  handle: QueueConsumerOptions['handle'],
  options: Partial<QueueConsumerOptions> = {},
) {
  const logged: string[] = []
  const log = (_: unknown, line?: string) => void logged.push(line ?? '')
  const { sqs, queueUrl } = queue
  const logger = { info: log, warn: log } as QueueConsumerOptions['logger']
  const consumer = createQueueConsumer({ sqs, queueUrl, handle, logger, random: Math.random, ...options })
  atEnd(() => consumer.stop())
  return { consumer, logged }
}

export const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `m${from + n}`)

async function send(sqs: SqsClients, queueUrl: string, bodies: string[]) {
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies.slice(from, from + 10).map((MessageBody, n) => ({
      Id: String(n),
      MessageBody,
      MessageAttributes: { eventType: { DataType: 'String', StringValue: 'test' } },
    }))
    await sqs.command.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
  }
}

async function bodiesIn(sqs: SqsClients, queueUrl: string) {
  const bodies: string[] = []
  const visit = async (message: Message) => {
    bodies.push(queueMessageFrom(message).body)
    return 'stays' as const
  }
  await readThrough({ sqs, queueUrl, limit: 1_000, visit })
  return bodies.toSorted()
}
