import { ChangeMessageVisibilityCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { wantedOfMessage } from './queue-message.ts'
import type { SqsClients } from './sqs-clients.ts'

/** Whether the visitor took the message out of the queue. */
export type Seen = 'gone' | 'stays'

type Reading = {
  sqs: SqsClients
  queueUrl: string
  limit: number
  /** Sees each message once. */
  visit: (message: Message) => Promise<Seen>
  isDone?: () => boolean
}

const hiddenSeconds = 30

/**
 * Shows up to `limit` messages of a queue to `visit`. All of them are hidden from other readers until it ends, so that none is
 * seen twice; then those that stay are released. After a crash they come back in 30 s.
 */
export async function readThrough({ sqs, queueUrl, limit, visit, isDone = () => false }: Reading): Promise<void> {
  const staying: Message[] = []
  try {
    for (let count = 0; count < limit && !isDone(); ) {
      const page = await receivePage(sqs, queueUrl, Math.min(10, limit - count))
      if (page.length === 0) return
      count += page.length
      const outcomes = await Promise.all(page.map(visit))
      staying.push(...page.filter((_, position) => outcomes[position] === 'stays'))
    }
  } finally {
    await release(sqs, queueUrl, staying)
  }
}

async function receivePage(sqs: SqsClients, queueUrl: string, count: number): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: count,
    WaitTimeSeconds: Math.min(1, sqs.waitTimeSeconds), // without a wait SQS asks some of its servers only
    VisibilityTimeout: hiddenSeconds,
    ...wantedOfMessage(),
  })
  return (await sqs.receive.send(command)).Messages ?? []
}

// What cannot be released now is seen again when its visibility ends.
async function release(sqs: SqsClients, queueUrl: string, messages: Message[]): Promise<void> {
  const released = messages.map(({ ReceiptHandle }) =>
    sqs.command.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 })),
  )
  await Promise.allSettled(released)
}
