import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { JobType } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'

type Queues = Record<JobType, { url: string; deadLetterUrl: string }>
type Taken = { body: string; attributes: Record<string, string> }

/** Takes messages out of the job queues as a listener would, and keeps those that nobody asked for yet. */
export function createMessages(queues: Queues) {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
  const taken: Record<JobType, Taken[]> = { production: [], invoice: [], notification: [] }

  async function take(queue: JobType): Promise<void> {
    const command = new ReceiveMessageCommand({
      QueueUrl: queues[queue].url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 0,
      MessageAttributeNames: ['All'],
    })
    for (const message of (await sqs.send(command)).Messages ?? []) {
      const attributes = Object.entries(message.MessageAttributes ?? {})
      taken[queue].push({
        body: message.Body ?? '',
        attributes: Object.fromEntries(attributes.map(([name, value]) => [name, value.StringValue ?? ''])),
      })
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queues[queue].url, ReceiptHandle: message.ReceiptHandle }))
    }
  }

  const ofOrder = (queue: JobType, orderId: string) => taken[queue].findIndex(({ body }) => body.includes(orderId))

  return {
    /** The next message of this order. */
    next: (queue: JobType, orderId: string) =>
      waitFor(
        async () => {
          await take(queue)
          const at = ofOrder(queue, orderId)
          return at < 0 ? undefined : taken[queue].splice(at, 1)[0]
        },
        { what: `a message of ${orderId} in ${queue}` },
      ),
    /** How many messages of this order are there now. */
    async waiting(queue: JobType, orderId: string): Promise<number> {
      await take(queue)
      return taken[queue].filter(({ body }) => body.includes(orderId)).length
    },
    stop: () => sqs.destroy(),
  }
}
