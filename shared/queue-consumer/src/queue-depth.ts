import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import type { SqsClients } from './sqs-clients.ts'

const counts = {
  visible: 'ApproximateNumberOfMessages',
  inFlight: 'ApproximateNumberOfMessagesNotVisible',
  delayed: 'ApproximateNumberOfMessagesDelayed',
} as const

export type QueueDepth = Record<keyof typeof counts, number>

/** How many messages a queue holds. On AWS an estimate, up to a minute old. Throws when it cannot be read, or not before `signal` aborts. */
export function createQueueDepth({ sqs }: { sqs: Pick<SqsClients, 'command'> }) {
  return async function queueDepth(queueUrl: string, { signal }: { signal?: AbortSignal } = {}): Promise<QueueDepth> {
    const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: Object.values(counts) })
    const { Attributes = {} } = await sqs.command.send(command, signal && { abortSignal: signal })
    const entries = Object.entries(counts).map(([name, attribute]) => [name, Number(Attributes[attribute])])
    return Object.fromEntries(entries)
  }
}
